using Slipway.Bench.Judge.Pairs;

namespace Slipway.Bench.Judge.Contenders;

/// <summary>A judge that takes part.</summary>
/// <param name="Name">As tables show it.</param>
/// <param name="Judges">Whether it has anything to say about a scenario.</param>
/// <param name="Begin">A new one, for a pair of the scenario.</param>
public sealed record Entry(string Name, Func<Scenario, bool> Judges, Func<Scenario, IContender> Begin)
{
    public const string Slipway = "Slipway";
    public const string Kayenta = "Kayenta hourly";
    public const string Oracle = "who knows the ratio";

    /// <summary>The level that Slipway's default has, and the oracle.</summary>
    public const double Alpha = 0.01;

    public static IReadOnlyList<Entry> All { get; } =
    [
        new("five failures", _ => true, _ => new ThresholdFailures()),
        new(Kayenta, _ => true, _ => new KayentaHourly()),
        new("Mann-Whitney", _ => true, _ => new MannWhitneyEachLook()),
        new("grid, α = 0.05", _ => true, _ => new PlainGrid(0.05)),
        new("grid, α = 0.01", _ => true, _ => new PlainGrid(Alpha)),
        new(Slipway, _ => true, scenario => new SlipwayDefault(scenario.Instances)),
        new(Oracle, scenario => scenario.ErrorRatio > 1, scenario => new KnownRatio(scenario, Alpha)),
    ];
}
