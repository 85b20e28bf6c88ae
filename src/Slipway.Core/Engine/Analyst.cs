using Slipway.Core.Analysis;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;

namespace Slipway.Core.Engine;

/// <summary>
/// Measures one rollout's candidate and judges it. Keeps as many samples as the longest rule needs, and the first;
/// every sample goes to the evidence store as well, in batches, so that a restarted engine goes on from there.
/// </summary>
internal sealed class Analyst(Adapters adapters, IEvidence evidence, TimeProvider time)
{
    /// <summary>The shortest memory, whatever the rules: the hot trigger's window, with room.</summary>
    private static readonly TimeSpan MinMemory = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(5);

    private readonly List<TrafficSample> _series = [];
    private readonly List<TrafficSample> _unsaved = [];
    private bool _loaded;
    private volatile Evaluation? _latest;

    /// <summary>What the last look found; null before the first. Readable from any thread.</summary>
    public Evaluation? Latest => _latest;

    /// <summary>Takes a sample now and judges all there is.</summary>
    public async Task<Evaluation> LookAsync(RolloutState state, CancellationToken cancellation)
    {
        var plan = state.Plan;
        var source = adapters.MetricsFor(plan.Traffic);
        if (source is null || (plan.Analysis.Rules.Count == 0 && plan.Analysis.HotTrigger is null) || state.ExposedAt is not { } exposedAt)
            return Evaluation.Of([]);
        await LoadAsync(state, exposedAt, cancellation);
        var now = time.GetUtcNow();
        if (await source.ReadAsync(plan.Environment, cancellation) is { } sample && (_series.Count == 0 || sample.At > _series[^1].At))
        {
            _series.Add(sample);
            _unsaved.Add(sample);
            Forget(plan.Analysis, now);
        }

        if (_unsaved.Count > 0 && now - _unsaved[0].At >= SaveEvery)
            await SaveAsync(state.Id, cancellation);
        return _latest = Judge.Evaluate(plan.Analysis, _series, plan.Slot, exposedAt, now);
    }

    /// <summary>Writes what is not written yet.</summary>
    public async Task SaveAsync(string rolloutId, CancellationToken cancellation)
    {
        if (_unsaved.Count == 0)
            return;
        await evidence.AppendAsync(rolloutId, _unsaved, cancellation);
        _unsaved.Clear();
    }

    private async Task LoadAsync(RolloutState state, DateTimeOffset exposedAt, CancellationToken cancellation)
    {
        if (_loaded)
            return;
        _series.AddRange(await evidence.ReadAsync(state.Id, exposedAt, cancellation));
        _loaded = true;
    }

    private void Forget(AnalysisPolicy policy, DateTimeOffset now)
    {
        var memory = policy.Rules.Select(r => r.For * 1.25).Append(MinMemory).Max();
        var old = _series.FindIndex(1, s => s.At >= now - memory) - 1;

        // In blocks, so that the list is not moved with every sample; the first stays: it is the start of the exposure.
        if (old > 100)
            _series.RemoveRange(1, old);
    }
}
