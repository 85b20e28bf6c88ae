namespace Slipway.Bench.Load;

/// <summary>What is asked of the server, and how often.</summary>
public sealed record LoadOptions
{
    public const int DefaultConcurrency = 256;

    public required Uri Url { get; init; }

    /// <summary>Requests that fall due per second, above 0.</summary>
    public required double RequestsPerSecond { get; init; }

    /// <summary>Requests in flight at most. One that falls due beyond it waits, and its wait counts as latency.</summary>
    public int Concurrency { get; init; } = DefaultConcurrency;

    /// <summary>Connections that stay open and are used in turn; 0: each request opens one of its own; null: as many as are needed, kept for the next request.</summary>
    public int? KeptConnections { get; init; }

    /// <summary>A request without an answer by then is a transport error.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);
}
