using Slipway.Core.Environments;
using Slipway.Core.Planning;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Tests.Planning;

/// <summary>Specs, releases and environments as tests of the core need them: four instances, 1.0.0 stable on blue.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    public static EnvironmentKey Key { get; } = new("shop", "production");

    public static CanarySpec Canary { get; } = new() { Weights = [Weight.FromPercent(5), Weight.Full], Observe = TimeSpan.FromMinutes(1) };

    public static BlueGreenSpec BlueGreen { get; } = new() { Observe = TimeSpan.FromMinutes(1), KeepWarm = TimeSpan.FromMinutes(15) };

    public static RollingSpec Rolling { get; } = new() { Observe = TimeSpan.FromMinutes(1) };

    public static EnvironmentSpec Spec(StrategySpec strategy) => new()
    {
        Name = Key.Environment,
        Target = new ProcessesSpec { Command = ["serve"], Replicas = 4 },
        Traffic = new GatewaySpec { Listen = "127.0.0.1:8080" },
        Strategy = strategy,
        Analysis = [new AnalysisRule { Metric = MetricName.ErrorRate, Max = 0.01, For = TimeSpan.FromMinutes(1) }],
        Checks = [new CheckSpec { Name = "smoke", Probe = new ProbeSpec { Http = "/smoke" } }],
    };

    public static Release Release(string version) =>
        Core.Planning.Release.Create(ReleaseVersion.Parse(version), $"/srv/{version}", Digest.Of(version), Spec(Canary).Target);

    public static EnvironmentState Running(string version = "1.0.0") => After(
        EnvironmentState.New,
        new SlotOccupied(Slot.Blue, Release(version)),
        new SplitObserved(TrafficSplit.AllTo(Slot.Blue)),
        new StableChanged(Slot.Blue, "before", TakenBack: false));

    public static EnvironmentState After(EnvironmentState state, params EnvironmentEvent[] events) =>
        events.Aggregate(state, (s, e) => EnvironmentFold.Apply(s, e, Start));

    public static Plan Deploy(StrategySpec strategy) => Planner.Deploy(Key, Spec(strategy), Release("2.0.0"), Running());

    /// <summary>The first deployment of all.</summary>
    public static Plan First(StrategySpec strategy) => Planner.Deploy(Key, Spec(strategy), Release("1.0.0"), EnvironmentState.New);

    /// <summary>A plan's steps, a word for each.</summary>
    public static string Words(IEnumerable<Core.Planning.Steps.Step> steps) => string.Join(", ", steps.Select(s => s switch
    {
        Core.Planning.Steps.ProvisionStep p => $"provision {p.Slot.Label()} {p.Replicas}",
        Core.Planning.Steps.ShiftStep h => $"shift {h.Slot.Label()} {h.Weight.Percent:0.##}",
        Core.Planning.Steps.ObserveStep o => $"observe {o.Weight.Percent:0.##}",
        Core.Planning.Steps.RetireStep r => $"retire {r.Slot.Label()} {r.Replicas}",
        _ => s.Kind,
    }));
}
