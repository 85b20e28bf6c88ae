using Slipway.Core.Analysis;
using Slipway.Core.Planning;
using Slipway.Core.Values;

namespace Slipway.Core.Upkeep.Rejudging;

/// <summary>A past rollout, judged again.</summary>
/// <param name="Plan">What was planned, with what it was judged by.</param>
/// <param name="ExposedAt">Since when the candidate had requests; null when it never had.</param>
/// <param name="Looks">Every recorded look, in order; those from before looks had a time are not among them.</param>
/// <param name="Samples">The measurements that are still there.</param>
public sealed record Rejudgement(string Rollout, Plan Plan, DateTimeOffset? ExposedAt, IReadOnlyList<Relook> Looks, IReadOnlyList<TrafficSample> Samples)
{
    /// <summary>Whether there was a look, and all of them came out the same.</summary>
    public bool Agrees => Looks.Count > 0 && Looks.All(look => look.Outcome == RelookOutcome.Agrees);

    /// <summary>How the judges' evidence grew, sample by sample; of those findings that have an e-value. Empty without measurements.</summary>
    public IReadOnlyList<EvidencePoint> Trail()
    {
        var points = new List<EvidencePoint>();
        if (ExposedAt is not { } exposedAt)
            return points;
        var panel = new JudgePanel(Plan.Analysis, Plan.Slot, exposedAt);
        foreach (var sample in Samples)
        {
            if (panel.Add(sample, sample.At))
                points.AddRange(panel.Look(sample.At).Findings.Select(finding => EvidencePoint.Of(sample.At, finding)).OfType<EvidencePoint>());
        }

        return points;
    }

    /// <summary>What both sides answered since the exposure, sample by sample; empty without measurements.</summary>
    public IReadOnlyList<TrafficChange> Changes()
    {
        var since = Samples.Where(sample => sample.At >= ExposedAt).ToList();
        var (ours, theirs) = (Plan.Slot, Plan.Slot.Other());
        return
        [
            .. since.Zip(since.Skip(1), (before, sample) => new TrafficChange(
                before.At, sample.At, sample.Counters[ours].Since(before.Counters[ours]), sample.Counters[theirs].Since(before.Counters[theirs]))),
        ];
    }
}
