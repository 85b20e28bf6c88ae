using System.Net;
using System.Threading.RateLimiting;

namespace Slipway.Server.Access;

/// <summary>Counts requests by credential and by address. Buckets that are full again are forgotten, so that many addresses cost nothing for long.</summary>
public sealed class RequestLimiter(AccessOptions options) : IDisposable
{
    /// <summary>Who has an IPv6 address has 2^64 of them: they count as one.</summary>
    private const int NetworkBytes = 8;

    private static readonly TimeSpan Fallback = TimeSpan.FromSeconds(1);

    private readonly PartitionedRateLimiter<string> _credentials = Buckets(options.Limits.CredentialBurst, options.Limits.CredentialPerSecond, TimeSpan.FromSeconds(1));
    private readonly PartitionedRateLimiter<string> _addresses = Buckets(options.Limits.AddressBurst, options.Limits.AddressPerSecond, TimeSpan.FromSeconds(1));
    private readonly PartitionedRateLimiter<string> _failures = Buckets(options.Limits.FailuresPerMinute, options.Limits.FailuresPerMinute, TimeSpan.FromMinutes(1));

    /// <summary>Null when the request is taken; else how long to wait.</summary>
    public TimeSpan? TakeOf(IPAddress address)
    {
        var network = NetworkOf(address);

        // Whole ones are counted: a bucket fills again by fractions.
        return _failures.GetStatistics(network) is { CurrentAvailablePermits: 0 } ? TimeSpan.FromMinutes(1) / options.Limits.FailuresPerMinute : Take(_addresses, network);
    }

    /// <inheritdoc cref="TakeOf(IPAddress)"/>
    public TimeSpan? TakeOf(string credential) => Take(_credentials, credential);

    /// <summary>A proof from there was not good.</summary>
    public void Failed(IPAddress address) => Take(_failures, NetworkOf(address));

    public void Dispose()
    {
        _credentials.Dispose();
        _addresses.Dispose();
        _failures.Dispose();
    }

    private static TimeSpan? Take(PartitionedRateLimiter<string> limiter, string who)
    {
        using var lease = limiter.AttemptAcquire(who);
        if (lease.IsAcquired)
            return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var after) && after > TimeSpan.Zero ? after : Fallback;
    }

    private static PartitionedRateLimiter<string> Buckets(int burst, int tokens, TimeSpan period) =>
        PartitionedRateLimiter.Create<string, string>(who => RateLimitPartition.GetTokenBucketLimiter(who, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst,
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = period,
            QueueLimit = 0,
            AutoReplenishment = true,
        }));

    private static string NetworkOf(IPAddress address)
    {
        var bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        return Convert.ToHexString(bytes.Length <= sizeof(int) ? bytes : bytes[..NetworkBytes]);
    }
}
