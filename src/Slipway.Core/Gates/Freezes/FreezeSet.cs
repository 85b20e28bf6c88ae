namespace Slipway.Core.Gates.Freezes;

/// <summary>Somebody stopped changes over a scope, from now or from later on.</summary>
public sealed record FreezeSet(Freeze Freeze) : FreezeEvent;
