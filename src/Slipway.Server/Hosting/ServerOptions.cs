using System.Net;
using Slipway.Storage;

namespace Slipway.Server.Hosting;

/// <summary>How a server runs.</summary>
public sealed record ServerOptions
{
    /// <summary>Absolute paths of the specs; at least one.</summary>
    public required IReadOnlyList<string> SpecFiles { get; init; }

    /// <summary>Absolute; made when it is missing. Holds the records of processes, their logs, the gateways' state, and the store where that is a file.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The durable record.</summary>
    public required StoreLocation Store { get; init; }

    /// <summary>Where the API listens. Off loopback only with <see cref="Tls"/>, or where somebody said that it may be without.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, DefaultPort);

    /// <summary>Where gateways and other servers reach the API, when that is not where it listens; null: where it listens.</summary>
    public Uri? Advertise { get; init; }

    /// <summary>What gateways and other servers are told, without a slash at the end.</summary>
    public string Url => Advertise?.ToString().TrimEnd('/') ?? OwnUrl;

    /// <summary>Where it listens itself.</summary>
    public string OwnUrl => $"{(Tls is null ? "http" : "https")}://{Listen}";

    /// <summary>Where Prometheus reads metrics, over plain HTTP and without a credential; null: nowhere, and nothing is measured.</summary>
    public IPEndPoint? Metrics { get; init; }

    /// <summary>Null: plain HTTP.</summary>
    public TlsFiles? Tls { get; init; }

    /// <summary>The access file, absolute; null: only what a credential itself gives.</summary>
    public string? AccessFile { get; init; }

    /// <summary>The key of servers and gateways, absolute; null: the one in <see cref="DataDirectory"/>.</summary>
    public string? PeerKeyFile { get; init; }

    /// <summary>Path of this program, with which gateways are started.</summary>
    public required string Program { get; init; }

    /// <summary>False where the gateways are run by hand.</summary>
    public bool StartGateways { get; init; } = true;

    /// <summary>The kubeconfig with the contexts that specs name, absolute; null: <c>KUBECONFIG</c>, the user's own, or the service account of the pod in which it runs.</summary>
    public string? KubeConfig { get; init; }

    /// <summary>Whom it tells of what, absolute; null: nobody.</summary>
    public string? NoticesFile { get; init; }

    /// <summary>The repositories that it follows, absolute; null: none.</summary>
    public string? GitFile { get; init; }

    /// <summary>What is removed as it gets old; null: nothing ever is.</summary>
    public RetentionOptions? Retention { get; init; }

    /// <summary>How often the head of the chain is signed when something has happened; above zero.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromHours(1);

    public const int DefaultPort = 7070;

    /// <summary>That which OpenTelemetry's exporters for Prometheus have.</summary>
    public const int UsualMetricsPort = 9464;
}
