using Slipway.Contracts.Views;
using Slipway.Core.Analysis.BurnRate;
using Slipway.Core.Analysis.Foresight;
using Slipway.Core.Environments;
using Slipway.Core.Planning;
using Slipway.Core.Rollouts;

namespace Slipway.Server.Api.Views;

/// <summary>A plan as the API tells it. Pure.</summary>
internal static class PlanViews
{
    /// <param name="budget">How the error budget stands; null where none is kept.</param>
    /// <param name="traffic">What the environment answers now; null where nothing was measured.</param>
    public static PlanView Of(Plan plan, EnvironmentState environment, BudgetReading? budget, PresentTraffic? traffic) => Of(
        plan, [.. Warnings(plan, environment, budget)], PlanForesight.Of(plan, traffic ?? PresentTraffic.None));

    /// <param name="foresight">Null where nothing is judged beside an old version.</param>
    public static PlanView Of(Plan plan, IReadOnlyList<string> warnings, PlanForesight? foresight) => new()
    {
        Digest = plan.ComputeDigest().ToString(),
        App = plan.Environment.App,
        Environment = plan.Environment.Environment,
        Version = plan.Release.Version.ToString(),
        FromVersion = plan.From?.Version.ToString(),
        Strategy = plan.Strategy.Name,
        Steps = [.. plan.Steps.Select((step, index) => new PlanStepView(index, step.Kind, Sentences.Of(step, plan)))],
        Foresight = foresight is null ? null : ForesightViews.Of(foresight),
        Warnings = [.. warnings, .. foresight is null ? [] : ForesightViews.Warnings(foresight)],
    };

    private static IEnumerable<string> Warnings(Plan plan, EnvironmentState environment, BudgetReading? budget)
    {
        if (environment.Live is { } live)
            yield return $"{live} is under way: a deploy now needs --supersede";
        if (plan.From is null)
            yield return "nothing runs there yet: the version gets all traffic at once, and there is nothing to go back to";
        if (plan.From is { } from && from.Digest == plan.Release.Digest)
            yield return $"{from.Version} with these files and this configuration is stable already";
        if (plan.Caution is { } caution)
            yield return caution;
        if (plan.From is not null && budget is { Burning: true } or { IsSpent: true })
            yield return $"a deploy now needs --override-budget: {budget!.Sentence}";
    }
}
