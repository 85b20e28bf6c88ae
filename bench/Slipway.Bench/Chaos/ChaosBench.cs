using System.Text.Json;
using Slipway.Bench.Chaos.Report;
using Slipway.Bench.Results;
using Slipway.Bench.Running;
using Spectre.Console;

namespace Slipway.Bench.Chaos;

/// <summary><c>./dev bench chaos</c>: one run, shown and kept.</summary>
public sealed class ChaosBench(BenchContext context)
{
    /// <returns>The exit code: 0, or 1 on a violation.</returns>
    public async Task<int> RunAsync(BenchOptions options, CancellationToken cancellation)
    {
        var chosen = new ChaosOptions { Seed = options.Seed ?? SeedOf(context.Time), Store = options.Store ?? BenchStore.Postgres };
        chosen = chosen with
        {
            Rollouts = options.Rollouts ?? chosen.Rollouts,
            Servers = options.Servers ?? (chosen.Store == BenchStore.Sqlite ? 1 : chosen.Servers),
            Minutes = options.Minutes ?? chosen.Minutes,
        };
        if (chosen is { Store: BenchStore.Sqlite, Servers: > 1 })
            throw new BenchFailedException("an SQLite file belongs to one server: say --servers 1, or --store postgres");
        var report = await new ChaosRun(context, chosen).RunAsync(cancellation);
        ChaosScreen.Show(report, context.Console);
        var file = Path.Combine(context.Root, "bench/results", chosen.Store == BenchStore.Sqlite ? "chaos-sqlite.json" : "chaos.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(report, BenchJson.Default.ChaosReport) + "\n", cancellation);
        context.Console.WriteLine(file);
        return report.Passed ? 0 : 1;
    }

    /// <summary>Another one each second: short enough to be typed.</summary>
    private static int SeedOf(TimeProvider time) => (int)(time.GetUtcNow().ToUnixTimeSeconds() % 1_000_000) + 1;
}
