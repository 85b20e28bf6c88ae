using Slipway.Core.Analysis;
using Slipway.Core.Rollouts;

namespace Slipway.Core.Engine;

/// <summary>
/// Measures one rollout's candidate and judges it. Every sample goes to the evidence as well, so that a restarted engine,
/// or another one, goes on from there.
/// </summary>
internal sealed class Analyst(Adapters adapters, EvidenceLog evidence, TimeProvider time)
{
    private JudgePanel? _panel;
    private volatile Evaluation? _latest;

    /// <summary>What the last look found; null before the first. Readable from any thread.</summary>
    public Evaluation? Latest => _latest;

    /// <summary>Takes a sample now and judges all there is.</summary>
    public async Task<Evaluation> LookAsync(RolloutState state, CancellationToken cancellation)
    {
        var plan = state.Plan;
        var source = adapters.MetricsFor(plan.Traffic);
        if (source is null || plan.Analysis.IsEmpty || state.ExposedAt is not { } exposedAt)
            return Evaluation.Of([]);
        var now = time.GetUtcNow();
        _panel ??= await LoadAsync(state, exposedAt, now, cancellation);
        if (await source.ReadAsync(plan.Environment, cancellation) is { } sample && _panel.Add(sample, now))
            evidence.Add(state.Id, sample);
        return _latest = _panel.Look(now);
    }

    /// <summary>Stores what was measured: a verdict is about to be recorded that rests on it.</summary>
    public Task KeepAsync(RolloutState state, CancellationToken cancellation) => evidence.WriteAsync(state.Id, cancellation);

    private async Task<JudgePanel> LoadAsync(RolloutState state, DateTimeOffset exposedAt, DateTimeOffset now, CancellationToken cancellation)
    {
        var panel = new JudgePanel(state.Plan.Analysis, state.Plan.Slot, exposedAt);
        foreach (var sample in await evidence.ReadAsync(state.Id, panel.NeededSince(now), cancellation))
            panel.Add(sample, now);
        return panel;
    }
}
