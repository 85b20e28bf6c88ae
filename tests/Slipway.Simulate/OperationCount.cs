namespace Slipway.Simulate;

/// <summary>How often something was said.</summary>
internal sealed record OperationCount(long Accepted, long Refused);
