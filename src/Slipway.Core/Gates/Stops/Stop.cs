using System.Globalization;
using System.Text.Json.Serialization;
using Slipway.Core.Values;

namespace Slipway.Core.Gates.Stops;

/// <summary>An emergency stop of all that changes a scope: a freeze, rollouts that were paused, and what brings versions by itself held still.</summary>
/// <param name="Id">As <c>stop-2</c>.</param>
/// <param name="Scope">As that of a freeze.</param>
/// <param name="Reason">Not empty.</param>
/// <param name="Freeze">The id of its freeze.</param>
/// <param name="ToZero">Environments whose instances are stopped as well.</param>
public sealed record Stop(string Id, string Scope, string Reason, string By, DateTimeOffset At, string Freeze, IReadOnlyList<EnvironmentKey> ToZero)
{
    public StopPhase Phase { get; init; } = StopPhase.Stopping;

    /// <summary>What was done so far, a sentence each.</summary>
    public IReadOnlyList<string> Done { get; init; } = [];

    /// <summary>What could not be done at the last try; null: nothing. It is tried again.</summary>
    public string? Trouble { get; init; }

    /// <summary>What was stopped of <see cref="ToZero"/>, to be started again.</summary>
    public IReadOnlyList<StoppedWorkload> Stopped { get; init; } = [];

    /// <summary>Those of <see cref="Stopped"/> that were started again. What becomes of them afterwards is not the stop's any more.</summary>
    public IReadOnlyList<StoppedWorkload> Started { get; init; } = [];

    /// <summary>Shown in place of the versions; put up before instances go, and taken down once they are back.</summary>
    public IReadOnlyList<MaintenancePage> Pages { get; init; } = [];

    /// <summary>That of its id, from 1: a later stop has a higher one.</summary>
    [JsonIgnore]
    public int Number => int.Parse(Id.AsSpan(Id.IndexOf('-', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);

    /// <summary>Stands before the reason of each rollout that it pauses, and tells them from those that a person paused.</summary>
    public string Mark => $"{Id}: ";

    public bool Covers(EnvironmentKey key) => Glob.Matches(Scope, key.ToString());
}
