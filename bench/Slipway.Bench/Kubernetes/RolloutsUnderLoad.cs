using System.Globalization;
using Slipway.Bench.Load;
using Slipway.Bench.Results;
using Slipway.Core.Engine;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Specs.Model;
using Slipway.Testing.Kubernetes;
using Spectre.Console;

namespace Slipway.Bench.Kubernetes;

/// <summary>Rollouts of real pods by the product's own engine, target and router, one after the other, with clients all the time.</summary>
/// <param name="part">What it is called.</param>
/// <param name="mayLose">Whether it shows what goes wrong: then there is no goal.</param>
internal sealed class RolloutsUnderLoad(Cluster cluster, BenchContext context, string part, bool mayLose)
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(3);

    /// <summary>Losses that are told one by one; the result has all.</summary>
    private const int MaxTold = 10;

    private readonly List<(DateTimeOffset At, string What)> _done = [];
    private readonly List<double> _inForce = [];
    private readonly List<double> _lastFresh = [];
    private readonly List<double> _lastKept = [];
    private readonly List<double> _whole = [];

    /// <summary>Known once all is measured: a request may wait for its limit.</summary>
    public IReadOnlyList<Loss> Losses { get; private set; } = [];

    /// <param name="what">What one of them is, in the figures: <c>switch</c>.</param>
    public async Task<IReadOnlyList<Figure>> MeasureAsync(RealShop shop, StrategySpec strategy, int replicas, int runs, string what, CancellationToken cancellation)
    {
        await shop.CreateAsync(cancellation);
        await using var engine = await ClusterEngine.StartAsync(cluster, shop.Apps(strategy, replicas), context.Time, cancellation);
        await DeployAsync(engine, "1.0.0", cancellation);
        await Task.Delay(Settle, context.Time, cancellation);
        await using var load = TwoLoads.Start(shop.Url, context.Time);
        var began = context.Time.GetUtcNow();
        await Task.Delay(Settle, context.Time, cancellation);
        for (var run = 1; run <= runs; run++)
        {
            var (from, started) = (run == 1 ? "1.0.0" : $"1.{run - 1}.0", context.Time.GetUtcNow());
            var rollout = await DeployAsync(engine, $"1.{run}.0", cancellation);
            await Task.Delay(Settle, context.Time, cancellation);
            var events = await engine.Ledger.Store.ReadStreamAsync(rollout.Id, 0, cancellation);
            Note(load, rollout, events, from, started);
        }

        await load.StopAsync();
        Losses = load.Losses(part, began, During);
        foreach (var loss in Losses.Take(MaxTold))
            context.Console.WriteLine($"    {loss.During}: {loss.Connection} connection {loss.Side}: {loss.Failure}");
        var (fresh, kept) = (load.Fresh(began), load.OnKept(began));
        return
        [
            new Figure($"{part}: requests during {runs} {what}, each on a new connection", fresh.Count),
            new Figure($"{part}: failed requests on new connections, {runs} {what}", Losses.Count(loss => loss.Connection == "new"), Goal: mayLose ? null : 0),
            new Figure($"{part}: requests during {runs} {what}, on {TwoLoads.Kept} connections that stay open", kept.Count),
            new Figure($"{part}: failed requests on connections that stay open, {runs} {what}", Losses.Count(loss => loss.Connection == "kept"), Goal: mayLose ? null : 0),
            new Figure($"{part}: request latency, p99", LoadTotals.Of([.. fresh, .. kept]).P99Ms, "ms"),
            new Figure($"{part}: last shift ordered to in force as read back, median", new Sample(_inForce).Median, "ms"),
            new Figure($"{part}: in force to the last answer of the old version on a new connection, worst", new Sample(_lastFresh).Worst, "ms"),
            new Figure($"{part}: in force to the last answer of the old version on a kept connection, worst", new Sample(_lastKept).Worst, "ms"),
            new Figure($"{part}: whole rollout, until no old pod is left, median", new Sample(_whole).Median, "s"),
        ];
    }

    private static async Task<RolloutState> DeployAsync(ClusterEngine engine, string version, CancellationToken cancellation)
    {
        var rollout = await engine.DeployAsync(RealShop.Name, version, cancellation);
        await engine.EndedAsync(rollout.Id, cancellation);
        return rollout;
    }

    private void Note(TwoLoads load, RolloutState rollout, IReadOnlyList<StoredEvent> events, string from, DateTimeOffset started)
    {
        var shift = rollout.Plan.Steps.ToList().FindLastIndex(step => step is ShiftStep);
        var ordered = events.First(stored => EventCodec.DecodeRollout(stored) is EffectStarted effect && effect.Key.EndsWith($"/{shift}/set-weights", StringComparison.Ordinal)).Time;
        var shown = events.First(stored => EventCodec.DecodeRollout(stored) is StepSucceeded done && done.Step == shift).Time;
        _inForce.Add((shown - ordered).TotalMilliseconds);
        _lastFresh.Add(LastOf(load, load.Fresh(shown), from, shown));
        _lastKept.Add(LastOf(load, load.OnKept(shown), from, shown));
        _whole.Add((events[^1].Time - started).TotalSeconds);

        _done.AddRange(events.Select(stored => (stored.Time, $"{rollout.Plan.Release.Version}: {Sentences.Of(EventCodec.DecodeRollout(stored), rollout.Plan)}")));
        var losses = load.Losses(part, started, During);
        var told = losses.Count == 0 ? "no request failed" : string.Join(", ", losses.GroupBy(loss => (loss.Connection, loss.Failure)).Select(kind => $"{kind.Count()} on {kind.Key.Connection} connections: {kind.Key.Failure}"));
        context.Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {part}, {from} to {rollout.Plan.Release.Version}: {told}; {_whole[^1]:0.0} s ({Steps(rollout, events)}), last of the old version {_lastFresh[^1]:0} ms after the shift on a new connection, {_lastKept[^1]:0} ms on a kept one"));
    }

    /// <summary>Where the time went, by kinds of steps.</summary>
    private static string Steps(RolloutState rollout, IReadOnlyList<StoredEvent> events)
    {
        var (took, from) = (new Dictionary<string, TimeSpan>(StringComparer.Ordinal), events[0].Time);
        foreach (var (at, done) in events.Select(stored => (stored.Time, EventCodec.DecodeRollout(stored) as StepSucceeded)).Where(e => e.Item2 is not null))
        {
            var kind = rollout.Plan.Steps[done!.Step].GetType().Name.Replace("Step", "", StringComparison.Ordinal);
            took[kind] = took.GetValueOrDefault(kind) + (at - from);
            from = at;
        }

        return string.Join(", ", took.Where(kind => kind.Value.TotalMilliseconds >= 100).Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Key} {kind.Value.TotalSeconds:0.0}")));
    }

    private static double LastOf(TwoLoads load, IReadOnlyList<Load.Answer> answers, string version, DateTimeOffset since) =>
        answers.Where(answer => answer.Version == version).Select(answer => (load.TimeOf(answer) - since).TotalMilliseconds).DefaultIfEmpty(0).Max();

    private string During(DateTimeOffset at)
    {
        var (time, what) = _done.LastOrDefault(done => done.At <= at);
        return what is null ? "before the first" : string.Create(CultureInfo.InvariantCulture, $"{(at - time).TotalMilliseconds:0} ms after {what}");
    }
}
