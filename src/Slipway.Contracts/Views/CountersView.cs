namespace Slipway.Contracts.Views;

/// <summary>What one side has answered.</summary>
/// <param name="Buckets">The latency buckets that are not empty, rising, from 0: bucket <c>b</c> ends at 0.1 ms · 2^(b/8).</param>
/// <param name="Counts">The requests in each of them.</param>
public sealed record CountersView(long Requests, long Errors, IReadOnlyList<int> Buckets, IReadOnlyList<long> Counts);
