namespace Slipway.Core.Gates.Freezes;

/// <summary>A fact about freezes. All of them are in one stream, so that two people cannot change them at once unseen.</summary>
public abstract record FreezeEvent;
