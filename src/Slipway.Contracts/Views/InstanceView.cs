namespace Slipway.Contracts.Views;

/// <summary>One running copy of a version.</summary>
/// <param name="State">starting, ready, unready, draining, stopping or crashed.</param>
/// <param name="Address">Host and port; null where it takes no requests.</param>
/// <param name="Restarts">Times it was started again.</param>
/// <param name="Detail">What a person needs to know; null when all is well.</param>
public sealed record InstanceView(string Id, string State, string? Address, int Restarts, string? Detail);
