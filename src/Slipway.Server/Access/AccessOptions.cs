namespace Slipway.Server.Access;

/// <summary>How the API tells who asks, and how much it takes from whom.</summary>
public sealed record AccessOptions
{
    /// <summary>A spec of the largest size, quoted as JSON, fits.</summary>
    public const int MaxBodyBytes = 4 << 20;

    /// <summary>The credential of this server's own machine.</summary>
    public required LocalCredential Local { get; init; }

    /// <summary>The file with the key of servers and gateways, absolute; see <c>PeerKey</c>.</summary>
    public required string PeerKeyFile { get; init; }

    /// <summary>True where nobody but this machine can reach the API: then a foreign name in a request's Host is one that was made to point here.</summary>
    public bool IsLoopbackOnly { get; init; } = true;

    public RequestLimits Limits { get; init; } = new();
}
