namespace Slipway.Local.Gateway;

/// <summary>How long a gateway waits for others before it goes on without them.</summary>
public sealed record GatewayBounds
{
    /// <summary>At its start for the control plane's word, before it serves by the last that it had. Default 300 ms.</summary>
    public TimeSpan Ask { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>For an instance to accept a connection. Default 2 s.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>In the middle of a request, without a byte in either direction. Default 100 s.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>For clients to leave a socket that it no longer accepts on, because another process or address has its place. Default 60 s.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>For requests in flight after that, and when it is told to end; then they are cut off. Default 10 s.</summary>
    public TimeSpan Finish { get; init; } = TimeSpan.FromSeconds(10);
}
