using Slipway.Bench.Load;
using Slipway.Bench.Running;
using Slipway.Contracts.Views;
using Spectre.Console;

namespace Slipway.Bench.Demo;

/// <summary>Reads the split that the gateway reports while something else goes on, counts its changes and shows them.</summary>
public sealed class SplitWatch(LoadGenerator load, BenchContext context)
{
    private const int PollMilliseconds = 250;

    private string _seen = "";

    /// <summary>Changes of the split seen so far.</summary>
    public int Shifts { get; private set; }

    /// <summary>Watches until <paramref name="work"/> is done, and looks once more then.</summary>
    public async Task<T> WhileAsync<T>(ControlPlane plane, Task<T> work, CancellationToken cancellation)
    {
        while (!work.IsCompleted)
        {
            await LookAsync(plane, cancellation);
            await Task.WhenAny(work, Task.Delay(TimeSpan.FromMilliseconds(PollMilliseconds), context.Time, cancellation));
        }

        await LookAsync(plane, cancellation);
        return await work;
    }

    private async Task LookAsync(ControlPlane plane, CancellationToken cancellation)
    {
        var status = await plane.StatusAsync(cancellation);
        var split = Describe(status.Weights.Observed);
        if (split.Length == 0 || split == _seen)
            return;
        if (_seen.Length > 0)
            Shifts++;
        _seen = split;
        var answers = load.AnswersSince(TimeSpan.Zero);
        context.Console.MarkupLineInterpolated(
            $"  [grey]{load.Elapsed.TotalSeconds,5:0.0} s[/]  {split,-32} [grey]{answers.Count} requests, {answers.Count(answer => answer.IsLost)} lost[/]");
    }

    private static string Describe(IReadOnlyList<WeightView> weights) => string.Join(
        ", ", weights.Where(weight => weight.Weight > 0).OrderBy(weight => weight.Weight).Select(weight => $"{weight.Version} {weight.Weight:0.##} %"));
}
