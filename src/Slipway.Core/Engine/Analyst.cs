using Slipway.Core.Analysis;
using Slipway.Core.Rollouts;

namespace Slipway.Core.Engine;

/// <summary>
/// Measures one rollout's candidate and judges it. Every sample goes to the evidence as well, so that a restarted engine,
/// or another one, goes on from there.
/// </summary>
internal sealed class Analyst(Adapters adapters, EvidenceLog evidence, TimeProvider time)
{
    private TrafficSeries? _series;
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
        var now = time.GetUtcNow();
        _series ??= await LoadAsync(state, exposedAt, now, cancellation);
        if (await source.ReadAsync(plan.Environment, cancellation) is { } sample && _series.Add(sample, now))
            evidence.Add(state.Id, sample);
        return _latest = Judge.Evaluate(plan.Analysis, _series, exposedAt, now);
    }

    private async Task<TrafficSeries> LoadAsync(RolloutState state, DateTimeOffset exposedAt, DateTimeOffset now, CancellationToken cancellation)
    {
        var series = new TrafficSeries(state.Plan.Analysis, state.Plan.Slot);
        var begin = now - series.Memory;
        foreach (var sample in await evidence.ReadAsync(state.Id, begin > exposedAt ? begin : exposedAt, cancellation))
            series.Add(sample, now);
        return series;
    }
}
