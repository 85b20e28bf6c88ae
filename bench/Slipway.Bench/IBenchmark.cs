using Slipway.Bench.Results;

namespace Slipway.Bench;

/// <summary>One benchmark: what <c>./dev bench NAME</c> runs.</summary>
public interface IBenchmark
{
    /// <summary>The word on the command line and the name of the result file.</summary>
    string Name { get; }

    Task<BenchResult> RunAsync(BenchContext context, CancellationToken cancellation);
}
