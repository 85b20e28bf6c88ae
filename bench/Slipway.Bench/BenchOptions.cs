using System.Globalization;
using Slipway.Bench.Chaos;
using Slipway.Bench.Running;

namespace Slipway.Bench;

/// <summary>
/// The command line: <c>NAME [--runs N] [--report FILE]</c>; for chaos also <c>--rollouts N --servers N --minutes N --seed N --store sqlite|postgres</c>,
/// for restart <c>--rollouts N --store sqlite|postgres</c>, for judge <c>--seeds N --only SCENARIO</c>, for kubernetes
/// <c>--deployments N,N… --only PART</c>, for kubernetes-switch <c>--only PART</c>.
/// </summary>
public sealed record BenchOptions
{
    private const int MaxRuns = 10_000;

    private const int MaxSeeds = 1_000_000;

    private const int MaxDeployments = 2_000;

    /// <summary>A benchmark, <c>all</c> or <c>demo</c>.</summary>
    public required string Name { get; init; }

    public int? Runs { get; init; }

    public int? Rollouts { get; init; }

    public int? Servers { get; init; }

    public int? Minutes { get; init; }

    public int? Seed { get; init; }

    /// <summary>Simulated pairs of each scenario.</summary>
    public int? Seeds { get; init; }

    /// <summary>Numbers of Deployments to manage, in turn; empty: as the benchmark thinks right.</summary>
    public IReadOnlyList<int> Deployments { get; init; } = [];

    /// <summary>A part of the names of what is to be run: scenarios of the judge, parts of a benchmark; null: all.</summary>
    public string? Only { get; init; }

    /// <summary>Null: as the benchmark thinks right.</summary>
    public BenchStore? Store { get; init; }

    /// <summary>Where the demo's report goes, absolute; null: nowhere.</summary>
    public string? Report { get; init; }

    /// <summary>The repository's folder: where <c>./dev</c> starts this program.</summary>
    public string Root { get; init; } = Environment.CurrentDirectory;

    /// <exception cref="BenchFailedException">It is not one.</exception>
    public static BenchOptions Parse(string[] arguments)
    {
        if (arguments is not [var name, .. var rest])
            throw new BenchFailedException("usage: ./dev bench NAME [--runs N]");
        var options = new BenchOptions { Name = name };
        for (var i = 0; i < rest.Length; i += 2)
        {
            var value = i + 1 < rest.Length ? rest[i + 1] : throw new BenchFailedException($"{rest[i]} needs a value");
            options = rest[i] switch
            {
                "--runs" => options with { Runs = Number("--runs", value, MaxRuns) },
                "--rollouts" => options with { Rollouts = Number("--rollouts", value, ChaosOptions.MaxRollouts) },
                "--servers" => options with { Servers = Number("--servers", value, ChaosOptions.MaxServers) },
                "--minutes" => options with { Minutes = Number("--minutes", value, ChaosOptions.MaxMinutes) },
                "--seed" => options with { Seed = Number("--seed", value, int.MaxValue - 1) },
                "--seeds" => options with { Seeds = Number("--seeds", value, MaxSeeds) },
                "--deployments" => options with { Deployments = [.. value.Split(',').Select(one => Number("--deployments", one, MaxDeployments))] },
                "--only" => options with { Only = value },
                "--store" when value is "sqlite" or "postgres" => options with { Store = value == "sqlite" ? BenchStore.Sqlite : BenchStore.Postgres },
                "--store" => throw new BenchFailedException($"--store is sqlite or postgres, not '{value}'"),
                // A relative path means the folder in which ./dev was called.
                "--report" => options with { Report = Path.GetFullPath(value, Environment.GetEnvironmentVariable("DEV_CALLED_FROM") ?? Environment.CurrentDirectory) },
                _ => throw new BenchFailedException($"unknown option {rest[i]}"),
            };
        }

        return options;
    }

    private static int Number(string option, string value, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= most
            ? number
            : throw new BenchFailedException($"{option} is a whole number from 1 to {most}, not '{value}'");
}
