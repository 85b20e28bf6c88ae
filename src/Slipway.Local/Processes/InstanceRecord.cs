using System.Globalization;

namespace Slipway.Local.Processes;

/// <summary>What is durably known of an instance.</summary>
internal sealed record InstanceRecord
{
    /// <summary>As in <see cref="Core.Ports.InstanceStatus.Id"/>.</summary>
    public required string Id { get; init; }

    /// <summary>From 1; the last part of the id.</summary>
    public required int Number { get; init; }

    public required InstancePhase Phase { get; init; }

    /// <summary>When it came into its phase, or its readiness changed.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When the phase is over; null where no time ends it.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>In the process's environment as <c>SLIPWAY_INSTANCE</c>; new for each start, empty before the first.</summary>
    public string Token { get; init; } = "";

    /// <summary>0 before the first start.</summary>
    public int Port { get; init; }

    public ProcessIdentity? Process { get; init; }

    /// <summary>The last answer of its probe. Recorded so that a restarted server does not take it from the routers.</summary>
    public bool Ready { get; init; }

    /// <summary>True once this process was ready.</summary>
    public bool WasReady { get; init; }

    /// <summary>True when it goes for good after its end; false when it will be started again.</summary>
    public bool Leaving { get; init; }

    public int Starts { get; init; }

    /// <summary>When it ended by itself, oldest first, as far back as <see cref="Core.Specs.Model.RestartSpec.Within"/>.</summary>
    public IReadOnlyList<DateTimeOffset> Ends { get; init; } = [];

    /// <summary>How it ended last, for people; empty when it never did.</summary>
    public string LastEnd { get; init; } = "";

    /// <summary>
    /// Why it does not come up (a crash loop, a missing program), with the last lines of its log; null while it may.
    /// It is started again all the same, after the longest wait each time.
    /// </summary>
    public string? Failure { get; init; }

    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    public bool TakesRequests => Phase == InstancePhase.Running && Ready;

    public bool HasProcess => Phase is InstancePhase.Running or InstancePhase.Draining or InstancePhase.Stopping;
}
