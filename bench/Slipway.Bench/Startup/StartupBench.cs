using System.Diagnostics;
using System.Globalization;
using Slipway.Bench.Results;
using Slipway.Bench.Running;

namespace Slipway.Bench.Startup;

/// <summary>How soon the program is there, and what it costs to have it.</summary>
public sealed class StartupBench : IBenchmark
{
    private const int DefaultRuns = 20;
    private const int ServeRunsAtMost = 7;
    private const int IdleSeconds = 10;
    private const double VersionGoalMs = 150;
    private const double ReadyGoalSeconds = 1.5;
    private const double MemoryGoalMb = 150;

    public string Name => "startup";

    public async Task<BenchResult> RunAsync(BenchContext context, CancellationToken cancellation)
    {
        var runs = context.Runs ?? DefaultRuns;
        var version = new List<double>();
        for (var run = 0; run <= runs; run++)
        {
            var took = await TimeVersionAsync(context, cancellation);
            // The first one finds the files cold.
            if (run > 0)
                version.Add(took.TotalMilliseconds);
        }

        var ready = new List<double>();
        var memory = new List<double>();
        for (var run = 0; run < Math.Min(runs, ServeRunsAtMost); run++)
        {
            using var folder = new ScratchFolder();
            SampleSpec.Write(folder.Path, context.Root, Ports.Free());
            await using var plane = await ControlPlane.StartAsync(context, folder.Path, SampleSpec.FileName, ".slipway", Ports.Free(), cancellation);
            ready.Add(plane.ReadyAfter.TotalSeconds);
            if (run == 0)
            {
                await Task.Delay(TimeSpan.FromSeconds(IdleSeconds), context.Time, cancellation);
                memory.Add(ResidentMegabytes(plane.ProcessId));
            }
        }

        var versions = new Sample(version);
        var readies = new Sample(ready);
        return new BenchResult
        {
            Name = Name,
            At = context.Time.GetUtcNow(),
            Machine = Machine.Read(),
            Figures =
            [
                new Figure($"slipway --version, median of {versions.Count}", versions.Median, "ms", VersionGoalMs),
                new Figure($"slipway --version, worst of {versions.Count}", versions.Worst, "ms"),
                new Figure($"slipway serve to /ready, median of {readies.Count}", readies.Median, "s", ReadyGoalSeconds),
                new Figure($"slipway serve to /ready, worst of {readies.Count}", readies.Worst, "s"),
                new Figure($"resident memory of serve, idle for {IdleSeconds} s", new Sample(memory).Median, "MB", MemoryGoalMb),
            ],
            Notes = ["serve starts on an empty data folder each time, so /ready includes creating the store."],
        };
    }

    private static async Task<TimeSpan> TimeVersionAsync(BenchContext context, CancellationToken cancellation)
    {
        var began = context.Time.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(Programs.Slipway(context.Root), ["--version"]) { UseShellExecute = false, RedirectStandardOutput = true })
            ?? throw new BenchFailedException("slipway could not be started");
        await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return context.Time.GetElapsedTime(began);
    }

    private static double ResidentMegabytes(int processId)
    {
        var line = File.ReadLines($"/proc/{processId}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        var kilobytes = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        return double.Parse(kilobytes, CultureInfo.InvariantCulture) * 1024 / 1e6;
    }
}
