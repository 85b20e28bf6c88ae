using System.Diagnostics;
using System.Text.Json;
using Slipway.Bench.Results;
using Spectre.Console;

namespace Slipway.Bench.Engine;

/// <summary>Has a <see cref="HostOrder"/> carried out by a process of its own.</summary>
internal static class HostProcess
{
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(10);

    /// <exception cref="BenchFailedException">It could not, or what it measured is void.</exception>
    public static async Task<HostReport> RunAsync(HostOrder order, BenchContext context, CancellationToken cancellation)
    {
        using var within = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        within.CancelAfter(Within);
        var start = new ProcessStartInfo(Environment.ProcessPath!, [EngineHost.Command, JsonSerializer.Serialize(order, BenchJson.Default.HostOrder)])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start) ?? throw new BenchFailedException("the benchmark's host process could not be started");
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(within.Token);
            await process.WaitForExitAsync(within.Token);
            if (process.ExitCode != 0)
                throw new BenchFailedException($"the host process for {order.Task} with {order.Count} ended with {process.ExitCode}; its own words are above");
            var report = JsonSerializer.Deserialize(output, BenchJson.Default.HostReport)!;
            if (report.Faults.Count > 0)
                throw new BenchFailedException($"the measurement is void: {report.Faults[0]} ({report.Faults.Count} faults)");
            context.Console.MarkupLineInterpolated($"  {order.Task} with {order.Count}: done");
            return report;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}
