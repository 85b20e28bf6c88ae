using Slipway.Core.Values;
using Slipway.Local.Processes;

namespace Slipway.Local.Gateway;

/// <summary>What a gateway process tells the control plane about itself.</summary>
public sealed record GatewayReport
{
    /// <summary>Unique to the process: host, process id and start.</summary>
    public required string Gateway { get; init; }

    public required ProcessIdentity Process { get; init; }

    public required DateTimeOffset Started { get; init; }

    /// <summary>Rises with every report; one that arrives late is dropped.</summary>
    public required long Sequence { get; init; }

    /// <summary>The generation by which requests are split now; 0: none yet.</summary>
    public required long Generation { get; init; }

    /// <summary>The split of that generation; null while no request can reach the gateway.</summary>
    public TrafficSplit? Split { get; init; }

    /// <summary>Address and port that it accepts requests on; null when on none.</summary>
    public string? Listening { get; init; }

    /// <summary>Another process has taken over the listening socket; this one serves the connections that it has.</summary>
    public bool Draining { get; init; }

    /// <summary>The last report of this process.</summary>
    public bool Ended { get; init; }

    /// <summary>Why it cannot do what is wanted, for a person; null when it can.</summary>
    public string? Error { get; init; }

    public required PerSlot<SideCounts> Sides { get; init; }
}
