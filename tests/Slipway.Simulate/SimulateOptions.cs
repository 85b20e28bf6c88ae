using System.Globalization;
using Slipway.Testing.Simulation.Mutations;
using Slipway.Testing.Simulation.Plans;

namespace Slipway.Simulate;

/// <summary>The command line.</summary>
internal sealed record SimulateOptions
{
    public const string Usage =
        """
        Usage: ./dev simulate --seed N [--whole] [--faults KIND,KIND|none] [--mutation NAME]
               ./dev simulate --seeds FROM-TO [--mutation NAME]
               ./dev bench simulate [--minutes N]

        --seed N        Run one trial and tell what happens; when it fails, only what the failure needs.
        --whole         All that happens, also when it fails.
        --faults        Of the faults of its plan only these; `none` for none.
        --mutation      With a deliberate mistake in the product, by the name of its class.
        --seeds, --minutes
                        Many trials on all cores, and what they have covered.
        """;

    private const double MaxMinutes = 24 * 60;

    /// <summary>The one seed; null for many.</summary>
    public int? Seed { get; init; }

    public int From { get; init; } = 1;

    /// <summary>The last seed; null where the time decides.</summary>
    public int? To { get; init; }

    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(2);

    public bool Whole { get; init; }

    /// <summary>Null for all.</summary>
    public IReadOnlySet<FaultKind>? Faults { get; init; }

    public Mutation? Mutation { get; init; }

    /// <summary>Whether each mutation is looked for as well.</summary>
    public bool HuntsMutations { get; init; }

    /// <summary>Where the report goes, absolute; null: nowhere.</summary>
    public string? Report { get; init; }

    /// <returns>Null where it is not a command line; then <paramref name="fault"/> says why.</returns>
    public static SimulateOptions? Parse(string[] arguments, out string fault)
    {
        var options = new SimulateOptions();
        fault = "";
        for (var i = 0; i < arguments.Length; i++)
        {
            var name = arguments[i];
            if (name == "--whole")
            {
                options = options with { Whole = true };
                continue;
            }

            var value = i + 1 < arguments.Length ? arguments[++i] : "";
            if (With(options, name, value) is not { } next)
            {
                fault = $"{name} '{value}' is not understood";
                return null;
            }

            options = next;
        }

        return options;
    }

    public TrialPlan PlanOf(int seed)
    {
        var plan = PlanDraw.Draw(seed);
        return Faults is null ? plan : plan with { Happenings = [.. plan.Happenings.Where(h => h is not Fault fault || Faults.Contains(fault.Kind))] };
    }

    private static SimulateOptions? With(SimulateOptions options, string name, string value) => name switch
    {
        "--seed" when Number(value) is { } seed => options with { Seed = seed },
        "--seeds" when value.Split('-') is [var from, var to] && Number(from) is { } first && Number(to) is { } last && last >= first => options with { From = first, To = last },
        "--minutes" when double.TryParse(value, CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and <= MaxMinutes =>
            options with { Time = TimeSpan.FromMinutes(minutes) },
        "--faults" when value == "none" => options with { Faults = new HashSet<FaultKind>() },
        "--faults" when value.Split(',') is var kinds && kinds.All(k => Enum.TryParse<FaultKind>(k, out _)) =>
            options with { Faults = kinds.Select(Enum.Parse<FaultKind>).ToHashSet() },
        "--mutation" when AllMutations.List.FirstOrDefault(m => m.GetType().Name == value) is { } mutation => options with { Mutation = mutation },
        "--report" when value.Length > 0 => options with { Report = Path.GetFullPath(value), HuntsMutations = true },
        _ => null,
    };

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
