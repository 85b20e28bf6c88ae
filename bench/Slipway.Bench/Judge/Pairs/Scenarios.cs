using Slipway.Bench.Judge.Sampling;

namespace Slipway.Bench.Judge.Pairs;

/// <summary>All that is simulated.</summary>
public static class Scenarios
{
    private const double Spread = 0.1;

    private static readonly double[] Ratios = [1.5, 2, 3, 5, 10];
    private static readonly double[] Slower = [1.1, 1.2, 1.5, 2];
    private static readonly double[] Ramp = [0.05, 0.1, 0.25, 0.5];

    public static IReadOnlyList<Scenario> All { get; } =
    [
        .. from rate in new[] { 0.001, 0.01, 0.05 } from perMinute in new[] { 1000, 100, 10 } from times in new[] { 1, 9 } select Of(ScenarioGroup.Same, rate, perMinute, times),
        Of(ScenarioGroup.Same, 0.01, 1, 9),
        Named(Of(ScenarioGroup.Same, 0.01, 1000, 1) with { Shape = LatencyShape.HeavyTail }, "heavy tail"),
        Named(Of(ScenarioGroup.Same, 0.01, 1000, 9) with { Shape = LatencyShape.HeavyTail }, "heavy tail"),
        Ramped(Of(ScenarioGroup.Same, 0.01, 2000, 1)),

        .. from rate in new[] { 0.001, 0.01 } from times in new[] { 1, 9 } select Of(ScenarioGroup.Drift, rate, 1000, times) with { HasSharedDrift = true },
        Of(ScenarioGroup.Drift, 0.01, 100, 9) with { HasSharedDrift = true },
        Ramped(Of(ScenarioGroup.Drift, 0.01, 2000, 1) with { HasSharedDrift = true }),

        .. from perMinute in new[] { 1000, 100 } from times in new[] { 1, 9 } select Of(ScenarioGroup.Noise, 0.01, perMinute, times) with { MinuteNoise = Spread },
        Of(ScenarioGroup.Noise, 0.05, 1000, 9) with { MinuteNoise = Spread },
        Named(Of(ScenarioGroup.Noise, 0.01, 1000, 9) with { MinuteNoise = Spread, Shape = LatencyShape.HeavyTail }, "heavy tail"),

        .. from perMinute in new[] { 1000, 100 } from times in new[] { 1, 9 } select Of(ScenarioGroup.Pods, 0.01, perMinute, times) with { PodSpread = Spread },
        Of(ScenarioGroup.Pods, 0.05, 1000, 9) with { PodSpread = Spread },
        Named(Of(ScenarioGroup.Pods, 0.01, 1000, 9) with { PodSpread = Spread, MinuteNoise = Spread }, "and noise"),
        Tripled(Of(ScenarioGroup.Pods, 0.01, 1000, 1) with { PodSpread = Spread }),

        .. from rate in new[] { 0.001, 0.01 } from times in new[] { 1, 9 } from ratio in Ratios select Of(ScenarioGroup.Errors, rate, 1000, times, ratio),
        .. from rate in new[] { 0.001, 0.01 } from ratio in Ratios select Of(ScenarioGroup.Errors, rate, 100, 9, ratio),
        .. from ratio in Ratios select Of(ScenarioGroup.Errors, 0.01, 10, 9, ratio),
        Named(Of(ScenarioGroup.Errors, 0.01, 1000, 9, 2) with { MinuteNoise = Spread, PodSpread = Spread }, "noise and pods"),
        Tripled(Of(ScenarioGroup.Errors, 0.001, 1000, 9, 2)),
        Tripled(Of(ScenarioGroup.Errors, 0.01, 1000, 9, 1.5)),
        Tripled(Of(ScenarioGroup.Errors, 0.01, 1000, 9, 2)),

        .. from perMinute in new[] { 1000, 100 } from ratio in Slower select Of(ScenarioGroup.Slower, 0.01, perMinute, 9, latency: ratio),
        .. from ratio in Slower select Of(ScenarioGroup.Slower, 0.01, 1000, 1, latency: ratio),
        .. from ratio in Slower select Named(Of(ScenarioGroup.Slower, 0.01, 1000, 9, latency: ratio) with { Shape = LatencyShape.HeavyTail }, "heavy tail"),
        Of(ScenarioGroup.Slower, 0.01, 10, 9, latency: 1.5),
        Of(ScenarioGroup.Slower, 0.01, 10, 9, latency: 2),

        Ramped(Of(ScenarioGroup.Ramp, 0.001, 2000, 1, 2)),
        Ramped(Of(ScenarioGroup.Ramp, 0.01, 2000, 1, 2)),
        Ramped(Of(ScenarioGroup.Ramp, 0.01, 2000, 1, latency: 1.5)),

        Of(ScenarioGroup.Late, 0.001, 1000, 9, 2) with { WorseFromMinute = Pair.Minutes / 2 },
        Of(ScenarioGroup.Late, 0.01, 1000, 9, 2) with { WorseFromMinute = Pair.Minutes / 2 },
        Of(ScenarioGroup.Late, 0.01, 1000, 9, latency: 1.5) with { WorseFromMinute = Pair.Minutes / 2 },
    ];

    private static Scenario Of(ScenarioGroup group, double rate, double perMinute, double times, double errors = 1, double latency = 1)
    {
        var change = errors > 1 ? $"{100 * rate:0.##} → {100 * rate * errors:0.##} %" : latency > 1 ? $"+{100 * (latency - 1):0} %" : $"errors {100 * rate:0.##} %";
        return new Scenario(group, $"{change}, {perMinute:0}/min against {perMinute * times:0}")
        {
            PerMinute = perMinute,
            StableTimes = times,
            ErrorRate = rate,
            ErrorRatio = errors,
            LatencyRatio = latency,
        };
    }

    private static Scenario Ramped(Scenario scenario) =>
        scenario with { Name = $"{scenario.Name.Split(',')[0]}, 5 → 10 → 25 → 50 % of {scenario.PerMinute:0}/min", Shares = Ramp };

    private static Scenario Tripled(Scenario scenario) => Named(scenario with { Instances = 3 }, "3 pods a side");

    private static Scenario Named(Scenario scenario, string what) => scenario with { Name = $"{scenario.Name}, {what}" };
}
