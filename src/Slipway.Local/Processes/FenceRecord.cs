namespace Slipway.Local.Processes;

/// <summary>The highest fencing token seen for an environment.</summary>
internal sealed record FenceRecord(long Fence);
