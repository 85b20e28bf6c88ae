namespace Slipway.Core.Gates.Freezes;

/// <summary>Changes may go on.</summary>
public sealed record FreezeLifted(string Id, string? Reason) : FreezeEvent;
