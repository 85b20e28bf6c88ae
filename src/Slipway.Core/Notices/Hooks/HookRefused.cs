namespace Slipway.Core.Notices.Hooks;

/// <summary>A request that was not acted on.</summary>
/// <param name="Reason">Why; nothing of the request itself.</param>
/// <param name="Address">Where it came from; null when that is not known.</param>
/// <param name="Unrecorded">Refusals since the last one that was recorded, which were too many to record each.</param>
public sealed record HookRefused(string Reason, string? Address, int Unrecorded) : HookEvent;
