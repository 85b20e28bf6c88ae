using System.Globalization;
using Slipway.Contracts.Views;
using Slipway.Core.Analysis.Foresight;
using Slipway.Core.Specs.Text;

namespace Slipway.Server.Api.Views;

/// <summary>What a plan can see, as the API tells it. Pure.</summary>
public static class ForesightViews
{
    public static PlanForesightView Of(PlanForesight foresight) => new()
    {
        RequestsPerSecond = foresight.Traffic.RequestsPerSecond,
        ErrorRate = foresight.Traffic.ErrorRate,
        MeasuredSeconds = foresight.Traffic.Over?.TotalSeconds,
        Sights = [.. foresight.Sights.Select(sight => new SightView(sight.Weight.Percent, sight.For.TotalSeconds, sight.Requests, sight.FoundErrorRate))],
        FalseRollback = foresight.FalseRollback,
        ExposedRequests = foresight.ExposedRequests,
        NeededSeconds = foresight.NeededForDouble?.TotalSeconds,
    };

    /// <summary>That the traffic is too little, with what would be needed.</summary>
    public static IEnumerable<string> Warnings(PlanForesight foresight)
    {
        if (foresight.EndsInWarmUp)
        {
            yield return $"the version has all traffic before its warm-up of {SpecDuration.Format(foresight.WarmUp)} is over: the sequential judge compares nothing; lengthen 'observe', or shorten 'warmUp'";
            yield break;
        }

        if (!foresight.SeesTooLittle)
            yield break;
        if (foresight.Traffic.RequestsPerSecond <= 0)
        {
            yield return "no traffic was measured in the last hour: the analysis can judge nothing, and only checks and instances that do not become ready hold a bad version back";
            yield break;
        }

        var last = foresight.Sights[^1];
        var found = last.FoundErrorRate is { } rate ? $"an error rate below {Percent(rate)} is not found" : "not even a version that fails every request is found";
        var remedy = foresight.NeededForDouble is { } needed
            ? $"to find twice the present {Percent(foresight.Traffic.ErrorRate)} at {foresight.Sights[0].Weight} of this traffic takes {SpecDuration.Format(needed)}: lengthen 'observe', or begin with a larger weight"
            : "lengthen 'observe', or begin with a larger weight";
        yield return $"the traffic is little: before the version has all of it, {found}; {remedy}";
    }

    private static string Percent(double fraction) => (fraction * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %";
}
