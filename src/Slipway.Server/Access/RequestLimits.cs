namespace Slipway.Server.Access;

/// <summary>How many requests are taken. Each is a bucket that is full at first and fills again steadily.</summary>
public sealed record RequestLimits
{
    /// <summary>Of one credential, for a second. The machine's own credential has no limit.</summary>
    public int CredentialPerSecond { get; init; } = 50;

    /// <summary>Of one credential at once.</summary>
    public int CredentialBurst { get; init; } = 500;

    /// <summary>Of one address, for a second, proven or not.</summary>
    public int AddressPerSecond { get; init; } = 100;

    /// <summary>Of one address at once.</summary>
    public int AddressBurst { get; init; } = 1000;

    /// <summary>Proofs that were not good, of one address, for a minute.</summary>
    public int FailuresPerMinute { get; init; } = 30;
}
