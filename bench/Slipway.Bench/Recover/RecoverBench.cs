using Slipway.Bench.Load;
using Slipway.Bench.Results;
using Slipway.Bench.Running;
using Slipway.Contracts;
using Spectre.Console;

namespace Slipway.Bench.Recover;

/// <summary>
/// A candidate that fails a fifth of its requests, at 5 % of 500 requests a second: how long clients see bad answers
/// until all traffic is back on the old version, with the default hot trigger.
/// </summary>
public sealed class RecoverBench : IBenchmark
{
    private const int DefaultRuns = 20;
    private const int RequestsPerSecond = 500;
    private const double GoalSeconds = 2;

    /// <summary>A promotion of the first version: it has no one to be compared with, and takes all at once.</summary>
    private const string Good = "1.0.0";

    private const string Faulty = "2.0.0";

    public string Name => "recover";

    public async Task<BenchResult> RunAsync(BenchContext context, CancellationToken cancellation)
    {
        using var folder = new ScratchFolder();
        var port = Ports.Free();
        SampleSpec.Write(folder.Path, context.Root, port, observe: "2s");
        await using var plane = await ControlPlane.StartAsync(context, folder.Path, SampleSpec.FileName, ".slipway", Ports.Free(), cancellation);
        await plane.ExpectAsync([ExitCodes.Done], ["deploy", "--version", Good, "--wait"], cancellation);

        await using var load = LoadGenerator.Start(
            new LoadOptions { Url = new Uri($"http://127.0.0.1:{port}/api/products"), RequestsPerSecond = RequestsPerSecond }, context.Time);
        var seconds = new List<double>();
        var bad = new List<double>();
        var runs = context.Runs ?? DefaultRuns;
        for (var run = 1; run <= runs; run++)
        {
            var before = load.Elapsed;
            await plane.ExpectAsync([ExitCodes.RolledBack], ["deploy", "--version", Faulty, "--wait"], cancellation);
            await plane.WaitForAsync(status => status.LiveRollout is null, "the end of the rollback", TimeSpan.FromSeconds(60), cancellation);
            var answers = load.AnswersSince(before).Where(answer => answer.IsBad).ToList();
            if (answers.Count == 0)
                throw new BenchFailedException("the faulty version was rolled back, but no client saw a bad answer: the measurement is void");
            seconds.Add((answers.Max(answer => answer.At) - answers.Min(answer => answer.At)).TotalSeconds);
            bad.Add(answers.Count);
            context.Console.MarkupLineInterpolated($"  run {run} of {runs}: {seconds[^1]:0.00} s, {answers.Count} bad answers");
        }

        var totals = LoadTotals.Of(await load.StopAsync());
        var recovery = new Sample(seconds);
        return new BenchResult
        {
            Name = Name,
            At = context.Time.GetUtcNow(),
            Machine = Machine.Read(),
            Figures =
            [
                new Figure($"first bad answer to the last, median of {recovery.Count}", recovery.Median, "s", GoalSeconds),
                new Figure($"first bad answer to the last, worst of {recovery.Count}", recovery.Worst, "s"),
                new Figure("bad answers a rollout, median", new Sample(bad).Median),
                new Figure("requests lost, all runs together", totals.Lost, "", Goal: 0),
                new Figure("requests, all runs together", totals.Requests),
            ],
            Notes =
            [
                $"{RequestsPerSecond} requests/s through the gateway; 5 % to a candidate of which every fifth answer is a 500.",
                "The hot trigger has its default settings: at least 20 requests, so at this rate 0.8 s pass before it may judge.",
            ],
        };
    }
}
