using System.Text.Json;
using Slipway.Bench.Load;
using Slipway.Bench.Results;
using Slipway.Bench.Running;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Spectre.Console;

namespace Slipway.Bench.Demo;

/// <summary>
/// The main job, shown once on a real service under steady load: a first version, a better one that is promoted step
/// by step, a faulty one that is taken back by itself, a blue-green switch and the instant way back.
/// </summary>
public sealed class DemoRun(BenchContext context)
{
    private const double RequestsPerSecond = 400;
    private const string First = "1.0.0";
    private const string Better = "1.1.0";
    private const string Faulty = "2.0.0";
    private const string Next = "1.2.0";

    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(60);

    /// <summary>Long enough to see on the screen that the switched version serves.</summary>
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(2);

    public async Task<DemoReport> RunAsync(string? reportFile, CancellationToken cancellation)
    {
        var folder = await DemoFolder.PrepareAsync(context, cancellation);
        var plane = await StartAsync(folder, folder.Canary, cancellation);
        try
        {
            Say($"{First} is the first version: nothing runs yet, so it starts and takes all requests.");
            var first = plane.ExpectAsync([ExitCodes.Done], ["deploy", "--version", First, "--wait"], cancellation);
            // Not before: until the first version serves, there is nothing that could answer.
            await plane.WaitForAsync(status => status.Weights.Observed.Any(side => side.Weight == 100) || first.IsCompleted, $"traffic for {First}", EndsWithin, cancellation);

            await using var load = LoadGenerator.Start(
                new LoadOptions { Url = new Uri(folder.Gateway, "api/products"), RequestsPerSecond = RequestsPerSecond }, context.Time);
            var watch = new SplitWatch(load, context);
            Say($"{RequestsPerSecond:0} requests a second go to {folder.Gateway} from now on.");
            await watch.WhileAsync(plane, first, cancellation);
            await watch.WhileAsync(plane, EndOfRolloutAsync(plane, First, cancellation), cancellation);

            Say($"{Better} is faster. It takes 5 %, 25 %, 50 %, 100 % while it is watched, and is promoted.");
            await DeployAsync(plane, watch, Better, ExitCodes.Done, cancellation);

            Say($"{Faulty} fails one request in five. It is taken back by itself.");
            await DeployAsync(plane, watch, Faulty, ExitCodes.RolledBack, cancellation);

            Say("The control plane is restarted with the blue-green spec; gateway and service run on meanwhile.");
            await plane.EndServeAsync();
            plane = await StartAsync(folder, folder.BlueGreen, cancellation);

            Say($"{Next} is prepared beside {Better} and takes all requests in one switch.");
            await DecideAsync(plane, watch, Next, ExitCodes.Done, cancellation);
            await Task.Delay(Hold, context.Time, cancellation);

            Say($"Back to {Better}, which was kept warm.");
            var returned = load.Elapsed;
            await watch.WhileAsync(
                plane,
                plane.ExpectAsync([ExitCodes.Done], ["rollback", "--version", Better, "--reason", "To show the way back", "--wait"], cancellation),
                cancellation);

            var answers = await load.StopAsync();
            var report = Report(answers, watch.Shifts, returned);
            Show(report);
            if (reportFile is not null)
                await File.WriteAllTextAsync(reportFile, JsonSerializer.Serialize(report, BenchJson.Default.DemoReport) + "\n", cancellation);
            return report;
        }
        finally
        {
            await plane.DisposeAsync();
        }
    }

    private Task<ControlPlane> StartAsync(DemoFolder folder, string spec, CancellationToken cancellation) =>
        ControlPlane.StartAsync(context, folder.Path, spec, DemoFolder.Data, folder.ApiPort, cancellation);

    /// <summary>Deploys, and waits until all is tidied up, so that the next rollout is not blocked.</summary>
    private static async Task DeployAsync(ControlPlane plane, SplitWatch watch, string version, int expected, CancellationToken cancellation)
    {
        await DecideAsync(plane, watch, version, expected, cancellation);
        await watch.WhileAsync(plane, EndOfRolloutAsync(plane, version, cancellation), cancellation);
    }

    private static Task<EnvironmentView> EndOfRolloutAsync(ControlPlane plane, string version, CancellationToken cancellation) =>
        plane.WaitForAsync(status => status.LiveRollout is null, $"the end of {version}'s rollout", EndsWithin, cancellation);

    /// <summary>Deploys, and waits for the outcome alone: after a promotion the old side may still be warm.</summary>
    private static async Task DecideAsync(ControlPlane plane, SplitWatch watch, string version, int expected, CancellationToken cancellation)
    {
        var deploy = plane.ExpectAsync([expected], ["deploy", "--version", version, "--wait"], cancellation);
        await watch.WhileAsync(plane, deploy, cancellation);
    }

    private static DemoReport Report(IReadOnlyList<Answer> answers, int shifts, TimeSpan returned)
    {
        var bad = answers.Where(answer => answer.IsBad).Select(answer => answer.At).ToList();
        var left = answers.Where(answer => answer.At >= returned && answer.Version == Next).Select(answer => answer.At).ToList();
        return new DemoReport
        {
            Requests = answers.Count,
            Failed = answers.Count(answer => answer.IsLost),
            BadAnswers = bad.Count,
            Shifts = shifts,
            Promoted = [First, Better, Next],
            RolledBack = [Faulty],
            SecondsToRecover = bad.Count == 0 ? 0 : Math.Round((bad.Max() - bad.Min()).TotalSeconds, 2),
            SecondsToReturn = left.Count == 0 ? 0 : Math.Round((left.Max() - returned).TotalSeconds, 2),
        };
    }

    private void Show(DemoReport report)
    {
        var table = new Table().Border(TableBorder.Simple).HideHeaders();
        table.AddColumns("", "", "");
        table.AddRow("requests sent", $"{report.Requests}", "");
        table.AddRow("requests failed", $"{report.Failed}", "no answer, or the gateway's own 502, 503, 504");
        table.AddRow("bad answers", $"{report.BadAnswers}", $"500s that {Faulty} gave itself until it was taken back");
        table.AddRow("shifts of traffic", $"{report.Shifts}", "as the gateway reported them");
        table.AddRow("promoted", string.Join(", ", report.Promoted), "");
        table.AddRow("rolled back", string.Join(", ", report.RolledBack), "");
        table.AddRow("seconds to recover", $"{report.SecondsToRecover:0.00}", "from the first bad answer to zero bad traffic");
        table.AddRow("seconds to return", $"{report.SecondsToReturn:0.00}", $"from the command to the last answer of {Next}");
        context.Console.WriteLine();
        context.Console.Write(table);
        context.Console.WriteLine("The record of it: slipway serve, in samples/storefront; then slipway history in another terminal.");
    }

    private void Say(string sentence) => context.Console.MarkupLineInterpolated($"[bold]•[/] {sentence}");
}
