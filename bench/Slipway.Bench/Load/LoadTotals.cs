using Slipway.Bench.Results;

namespace Slipway.Bench.Load;

/// <summary>A run of answers in numbers.</summary>
/// <param name="Lost">See <see cref="Answer.IsLost"/>.</param>
/// <param name="Bad">See <see cref="Answer.IsBad"/>.</param>
public sealed record LoadTotals(int Requests, int Lost, int Bad, double MedianMs, double P99Ms)
{
    public static LoadTotals Of(IReadOnlyList<Answer> answers)
    {
        var latencies = new Sample([.. answers.Where(answer => answer.Status != 0).Select(answer => answer.Latency.TotalMilliseconds)]);
        return new LoadTotals(answers.Count, answers.Count(answer => answer.IsLost), answers.Count(answer => answer.IsBad),
            latencies.Median, latencies.Quantile(0.99));
    }
}
