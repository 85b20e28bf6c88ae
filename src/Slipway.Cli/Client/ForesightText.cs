using System.Globalization;
using Slipway.Cli.Output;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

/// <summary>What a plan can see, in a few lines.</summary>
internal static class ForesightText
{
    public static IEnumerable<string> Of(PlanView plan)
    {
        if (plan.Foresight is not { RequestsPerSecond: > 0 } foresight)
            yield break;
        var measured = foresight.MeasuredSeconds is { } seconds ? $", measured over {DurationText.Short(TimeSpan.FromSeconds(seconds))}" : "";
        yield return $"at {Number(foresight.RequestsPerSecond)} requests/s and {Percent(foresight.ErrorRate)} errors{measured}, this plan finds in four of five cases:";
        foreach (var sight in foresight.Sights)
        {
            var found = sight.FoundErrorRate is { } rate ? $"an error rate of {Percent(rate)} or more" : "nothing";
            yield return $"  by the end of {Number((double)sight.Weight)} % for {DurationText.Short(TimeSpan.FromSeconds(sight.Seconds))}: {found}, with {Number(Math.Round(sight.Requests))} requests of {plan.Version} seen";
        }

        if (foresight.ErrorRate > 0)
        {
            yield return foresight.ExposedRequests is { } exposed
                ? $"  a version with twice the errors is found after some {Number(Math.Round(exposed))} of its requests"
                : "  a version with twice the errors is not found before it has all traffic";
        }

        yield return $"  a version that is not worse is taken back in at most {Percent(foresight.FalseRollback)} of all cases";
    }

    private static string Number(double value) => value.ToString(value < 10 ? "0.##" : "#,0", CultureInfo.InvariantCulture);

    private static string Percent(double fraction) => (fraction * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %";
}
