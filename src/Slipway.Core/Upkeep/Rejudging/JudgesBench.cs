using Slipway.Core.Analysis;
using Slipway.Core.Planning;

namespace Slipway.Core.Upkeep.Rejudging;

/// <summary>The judges of a rollout, set up anew, and how much of its measurements they have been given.</summary>
internal sealed class JudgesBench(Plan plan, IReadOnlyList<TrafficSample> samples)
{
    private JudgePanel? _panel;
    private DateTimeOffset _exposedAt;
    private int _given;

    /// <summary>Gives the judges what they had at a recorded look, and lets them look again.</summary>
    public Relook LookAgain(long position, Evaluation recorded, DateTimeOffset at, DateTimeOffset exposedAt)
    {
        var taken = recorded.LastSample is { } last ? TakenUpTo(last) : 0;
        if (recorded.LastSample is { } needed && (taken == 0 || samples[taken - 1].At != needed))
            return new Relook(position, recorded, null, RelookOutcome.EvidenceGone);
        var again = PanelAfter(taken, at, exposedAt).Look(at);
        var outcome = again == recorded ? RelookOutcome.Agrees
            : BeginsLate(exposedAt) ? RelookOutcome.EvidenceGone
            : RelookOutcome.Differs;
        return new Relook(position, recorded, again, outcome);
    }

    /// <summary>An effect's verdict may be one that was noted before: then the judges know too much, and others begin from the start.</summary>
    private JudgePanel PanelAfter(int taken, DateTimeOffset at, DateTimeOffset exposedAt)
    {
        if (_panel is null || _given > taken || _exposedAt != exposedAt)
            (_panel, _given, _exposedAt) = (new JudgePanel(plan.Analysis, plan.Slot, exposedAt), 0, exposedAt);
        for (; _given < taken; _given++)
            _panel.Add(samples[_given], at);
        return _panel;
    }

    private int TakenUpTo(DateTimeOffset last)
    {
        var count = 0;
        while (count < samples.Count && samples[count].At <= last)
            count++;
        return count;
    }

    /// <summary>The removal of old measurements begins with the oldest.</summary>
    private bool BeginsLate(DateTimeOffset exposedAt) =>
        samples.Count == 0 || samples[0].At > exposedAt.AddSeconds(Judge.NoSampleSeconds);
}
