using System.Diagnostics;
using System.Diagnostics.Metrics;
using Slipway.Core.Analysis;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Effects;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Values;

namespace Slipway.Core.Engine;

/// <summary>
/// What is counted of rollouts: each fact once, by the server that recorded it, after it was recorded. Costs nothing while nobody listens.
/// </summary>
public sealed class RolloutInstruments
{
    private static readonly double[] EffectSeconds = [0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10, 30, 120];
    private static readonly double[] LateSeconds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    private static readonly RolloutPhase[] Ends = [RolloutPhase.Succeeded, RolloutPhase.RolledBack, RolloutPhase.Failed, RolloutPhase.Cancelled, RolloutPhase.Superseded];

    private readonly Counter<long> _ended;
    private readonly Counter<long> _verdicts;
    private readonly Histogram<double> _effects;
    private readonly Histogram<double> _late;
    private readonly Counter<long> _lost;

    public RolloutInstruments(Meter meter)
    {
        _ended = meter.CreateCounter<long>("slipway.rollouts.ended", "{rollout}", "Rollouts that ended, by app, environment and outcome (succeeded, rolled-back, failed, cancelled, superseded): failed ones need a person");
        _verdicts = meter.CreateCounter<long>("slipway.verdicts", "{verdict}", "Verdicts on new versions, by app, environment and verdict (pass, fail, inconclusive, insufficient-data): each that differs from the one before, and the last of each observation");
        _effects = meter.CreateHistogram(
            "slipway.effect.duration", "s", "How long what rollouts did took, by kind (check-target, apply, run-checks, set-weights, take-verdict, confirm-plan, run-checklist) and outcome (done, failed, refused, unknown)", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = EffectSeconds });
        _late = meter.CreateHistogram(
            "slipway.due.late", "s", "How long after its time something was done that was due by the clock", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = LateSeconds });
        _lost = meter.CreateCounter<long>("slipway.leases.lost", "{lease}", "Rollouts that another server took over while this one believed to drive them");
    }

    /// <summary>This server begins to drive a rollout. All its counters are there from now on: the first end would not be seen as a rise otherwise.</summary>
    internal void Begin(EnvironmentKey environment)
    {
        foreach (var end in Ends)
            _ended.Add(0, Tags(environment, "outcome", Commands.Word(end)));
        _lost.Add(0);
    }

    /// <summary>An event was recorded.</summary>
    internal void Count(RolloutState before, RolloutEvent e, RolloutState after)
    {
        var environment = after.Plan.Environment;
        if (before.IsLive && !after.IsLive)
            _ended.Add(1, Tags(environment, "outcome", Commands.Word(after.Phase)));
        if (e is VerdictChanged { Evaluation: var changed })
            _verdicts.Add(1, Tags(environment, "verdict", Word(changed.Verdict)));
        if (e is not EffectEnded ended)
            return;
        if (ended.Evaluation is { } taken)
            _verdicts.Add(1, Tags(environment, "verdict", Word(taken.Verdict)));
        if (after.Effect is { EndedAt: { } at } run && run.Key == ended.Key)
            _effects.Record((at - run.StartedAt).TotalSeconds, new KeyValuePair<string, object?>("kind", Effect.KindOf(ended.Key)), new KeyValuePair<string, object?>("outcome", Word(ended.Outcome)));
    }

    /// <summary>Something is done that was due so long ago.</summary>
    internal void ActLate(TimeSpan late) => _late.Record(late.TotalSeconds);

    internal void Lose(int leases) => _lost.Add(leases);

    private static TagList Tags(EnvironmentKey environment, string name, string value) =>
        new([new("app", environment.App), new("environment", environment.Environment), new(name, value)]);

    private static string Word(Verdict verdict) => verdict == Verdict.InsufficientData ? "insufficient-data" : verdict.ToString().ToLowerInvariant();

    private static string Word(EffectOutcome outcome) => outcome.ToString().ToLowerInvariant();
}
