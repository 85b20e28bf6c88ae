namespace Slipway.Core.Ports;

/// <summary>One instance of a workload.</summary>
/// <param name="Id">Stable over restarts of the instance, unique in the environment: <c>blue-2.0.0-1</c>.</param>
/// <param name="Address">Host and port where it takes requests; null where it takes none.</param>
/// <param name="Restarts">Times it was started again.</param>
/// <param name="Since">When it came into this state.</param>
/// <param name="Detail">What a person needs to know; empty when all is well.</param>
public sealed record InstanceStatus(string Id, InstanceState State, string? Address, int Restarts, DateTimeOffset Since, string Detail);
