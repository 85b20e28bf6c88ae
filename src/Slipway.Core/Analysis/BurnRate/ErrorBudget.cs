using Slipway.Core.Specs.Model;
using Slipway.Core.Specs.Text;

namespace Slipway.Core.Analysis.BurnRate;

/// <summary>Reads an environment's error budget from the history of its traffic. Pure.</summary>
public static class ErrorBudget
{
    /// <summary>With fewer requests in a short window one error more or less decides: that pages nobody.</summary>
    private const long MinRequests = 20;

    /// <param name="slo">The objective.</param>
    /// <param name="history">
    /// Counts of the environment by the ends of their intervals, in any order; several of one end add up. An interval that has not
    /// ended counts until now. It may have more errors than requests, where answers broke off later.
    /// </param>
    /// <param name="now">The instant of the look.</param>
    public static BudgetReading Read(SloSpec slo, IEnumerable<BurnRatePoint> history, DateTimeOffset now)
    {
        var points = history
            .Where(point => now - point.At < slo.Window)
            .GroupBy(point => point.At < now ? point.At : now)
            .Select(same => Sum(same.Key, same))
            .OrderBy(point => point.At)
            .ToList();

        // What is measured until now: silence moves the windows on as well.
        if (points is not [.., var last] || last.At < now)
            points.Add(new BurnRatePoint(now, 0, 0));
        var result = BurnRateAnalysis.Judge(new BurnRateInput { Slo = slo.Objective, Series = points });
        var paging = result.Windows.FirstOrDefault(window => window.Firing && RequestsIn(points, now, window.Window.Short) >= MinRequests);
        return new BudgetReading(paging is not null, result.BudgetRemaining, Sentence(slo, points, result, paging));
    }

    private static BurnRatePoint Sum(DateTimeOffset at, IEnumerable<BurnRatePoint> points)
    {
        var (total, errors) = points.Aggregate((Total: 0L, Errors: 0L), (sum, point) => (sum.Total + point.Total, sum.Errors + point.Errors));
        return new BurnRatePoint(at, total, Math.Min(errors, total));
    }

    private static long RequestsIn(List<BurnRatePoint> points, DateTimeOffset now, TimeSpan window) =>
        points.Where(point => now - point.At < window).Sum(point => point.Total);

    private static string Sentence(SloSpec slo, List<BurnRatePoint> points, BurnRateResult result, WindowBurn? paging)
    {
        var budget = $"the error budget of {MetricText.Percent(slo.Objective)} over {SpecDuration.Format(slo.Window)}";
        if (result.BudgetRemaining is not { } left)
            return $"{budget}: no requests were measured";
        var (total, errors) = (points.Sum(point => point.Total), points.Sum(point => point.Errors));
        var spent = $"{errors} of {MetricText.Requests(total)} failed, {MetricText.Number((1 - slo.Objective) * total)} were allowed";
        var state = left <= 0 ? $"{budget} is used up: {spent}" : $"{MetricText.Percent(Math.Round(left, 3))} of {budget} are left: {spent}";
        return paging is null
            ? state
            : $"{state}; it burns at {MetricText.Number(paging.BurnLong!.Value)} times its pace over {SpecDuration.Format(paging.Window.Long)} and {MetricText.Number(paging.BurnShort!.Value)} times over {SpecDuration.Format(paging.Window.Short)}, {MetricText.Number(paging.Window.Factor)} is too fast";
    }
}
