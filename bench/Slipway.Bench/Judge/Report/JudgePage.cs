using Slipway.Bench.Results;

namespace Slipway.Bench.Judge.Report;

/// <summary>The tables of docs/judge.md.</summary>
public static class JudgePage
{
    public static Task WriteAsync(BenchResult result, string root, CancellationToken cancellation) => Task.CompletedTask;
}
