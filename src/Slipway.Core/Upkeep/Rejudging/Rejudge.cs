using Slipway.Core.Analysis;
using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Events;

namespace Slipway.Core.Upkeep.Rejudging;

/// <summary>
/// Judges a past rollout again from what was recorded: its events and its measurements. The judges are given the same samples in the
/// same order and look at the same instants, so that their findings must be the same to the last digit.
/// </summary>
public static class Rejudge
{
    /// <param name="events">All of the rollout's stream, from its first event.</param>
    /// <param name="samples">What was measured, oldest first; may be empty.</param>
    /// <exception cref="InvalidOperationException">They are no events of a rollout, or of a newer version.</exception>
    public static Rejudgement Of(IReadOnlyList<StoredEvent> events, IReadOnlyList<TrafficSample> samples)
    {
        if (events.Count == 0 || EventCodec.DecodeRollout(events[0]) is not RolloutPlanned planned)
            throw new InvalidOperationException("The first event of the rollout is not there");
        var state = Fold.Begin(events[0].Stream, planned, events[0].Time, events[0].Actor);
        var bench = new JudgesBench(state.Plan, samples);
        var looks = new List<Relook>();
        foreach (var stored in events.Skip(1))
        {
            var e = EventCodec.DecodeRollout(stored);
            if (EvaluationOf(e) is { At: { } at } recorded && state.ExposedAt is { } exposedAt)
                looks.Add(bench.LookAgain(stored.Position, recorded, at, exposedAt));
            state = Fold.Apply(state, e, stored.Time);
        }

        return new Rejudgement(state.Id, state.Plan, state.ExposedAt, looks, samples);
    }

    private static Evaluation? EvaluationOf(RolloutEvent e) => e switch
    {
        VerdictChanged changed => changed.Evaluation,
        EffectEnded ended => ended.Evaluation,
        _ => null,
    };
}
