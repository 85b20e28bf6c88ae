using Slipway.Core.Analysis;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;

namespace Slipway.Core.Engine;

/// <summary>
/// Measures one rollout's candidate and judges it. Every sample goes to the evidence as well, so that a restarted engine,
/// or another one, goes on from there.
/// </summary>
internal sealed class Analyst(Adapters adapters, EvidenceLog evidence, TimeProvider time)
{
    private Task<JudgePanel>? _panel;
    private volatile Evaluation? _latest;

    /// <summary>What the last look found; null before the first. Readable from any thread.</summary>
    public Evaluation? Latest => _latest;

    /// <summary>As <see cref="LookAsync"/>, but null while what was measured earlier is not read and its turn has not come: on a server that takes thousands over.</summary>
    public async Task<Evaluation?> TryLookAsync(RolloutState state, CancellationToken cancellation) =>
        _panel is null && evidence.IsBusy ? null : await LookAsync(state, cancellation);

    /// <summary>Takes a sample now and judges all there is.</summary>
    public async Task<Evaluation> LookAsync(RolloutState state, CancellationToken cancellation)
    {
        if (SourceOf(state) is not { } source || state.ExposedAt is not { } exposedAt)
            return Evaluation.Of([]);
        var panel = await PanelAsync(state, exposedAt, cancellation);
        var now = time.GetUtcNow();
        if (await source.ReadAsync(state.Plan.Environment, cancellation) is { } sample && panel.Add(sample, now))
            evidence.Add(state.Id, sample);
        return _latest = panel.Look(now);
    }

    /// <summary>Stores what was measured: a verdict is about to be recorded that rests on it.</summary>
    public Task KeepAsync(RolloutState state, CancellationToken cancellation) => evidence.WriteAsync(state.Id, cancellation);

    /// <summary>Null where nothing is judged.</summary>
    private IMetricSource? SourceOf(RolloutState state) => state.Plan.Analysis.IsEmpty ? null : adapters.MetricsFor(state.Plan.Traffic);

    private async Task<JudgePanel> PanelAsync(RolloutState state, DateTimeOffset exposedAt, CancellationToken cancellation)
    {
        var loading = _panel ??= LoadAsync(state, exposedAt);
        try
        {
            return await loading.WaitAsync(cancellation);
        }
        catch when (loading.IsCompleted)
        {
            // The next look asks again.
            _panel = null;
            throw;
        }
    }

    // Whoever waits for it has a limit; that the limit has passed is no reason to begin again.
    private async Task<JudgePanel> LoadAsync(RolloutState state, DateTimeOffset exposedAt)
    {
        var panel = new JudgePanel(state.Plan.Analysis, state.Plan.Slot, exposedAt);
        var series = await evidence.ReadAsync(state.Id, panel.NeededSince(time.GetUtcNow()), CancellationToken.None);
        var now = time.GetUtcNow();
        foreach (var sample in series)
            panel.Add(sample, now);
        return panel;
    }
}
