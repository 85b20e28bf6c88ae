using Slipway.Core.Import.Drafts;
using Slipway.Core.Import.Reading;

namespace Slipway.Core.Import.Argo;

/// <summary>The strategy of a Rollout that has <c>canary</c>.</summary>
internal static class RolloutCanary
{
    /// <summary>What Argo Rollouts does where neither is said.</summary>
    private const string DefaultPart = "25%";

    private static readonly TimeSpan DefaultKeepWarm = TimeSpan.FromSeconds(30);

    /// <param name="labels">Of the pods.</param>
    public static void Convert(SourceField canary, SourceField labels, EnvironmentDraft environment, SourceObjects objects)
    {
        var routing = canary["trafficRouting"];
        var steps = canary["steps"].Items;
        if (steps.Count == 0 && !routing.Exists)
        {
            Rolling(canary, environment);
            return;
        }

        environment.Router = RolloutRouting.Convert(canary, labels, environment, objects);
        var walk = new CanarySteps(environment, environment.Router, routing["maxTrafficWeight"]);
        walk.Take(steps);
        var keys = walk.ToKeys(canary["steps"]);
        var delay = canary["scaleDownDelaySeconds"];
        if (routing.Exists)
        {
            keys.Duration("keepWarm", delay.Duration ?? DefaultKeepWarm, delay);
            keys.Value("scaleWithWeight", "true", routing);
        }
        else if (delay.Exists)
        {
            delay.Tell("counts for traffic routing only, and there is none.", null, environment.At("strategy"));
        }

        foreach (var pods in (ReadOnlySpan<SourceField>)[canary["maxSurge"], canary["maxUnavailable"]])
        {
            if (pods.Exists)
                pods.Tell("has no equal: the new version's pods come beside the old one's, none of which goes before the promotion.", "Look whether the cluster has room for both.", environment.At("strategy"));
        }

        environment.Strategy.Map("canary", keys, canary);
        AnalysisSource.Convert(canary["analysis"], environment, objects);
        foreach (var step in steps.Where(step => step.Has("analysis")))
            AnalysisSource.Convert(step["analysis"], environment, objects);
    }

    private static void Rolling(SourceField canary, EnvironmentDraft environment)
    {
        var (surge, unavailable) = (canary["maxSurge"], canary["maxUnavailable"]);
        var replicas = environment.Source.Spec["replicas"].Whole ?? 1;
        var keys = new DraftMap();
        var up = Pods(surge, replicas, roundUp: true, environment);
        var down = Pods(unavailable, replicas, roundUp: false, environment);
        if (up == 0 && down == 0)
            up = 1;
        keys.Value("maxSurge", up.ToString(), surge).Value("maxUnavailable", down.ToString(), unavailable);
        environment.Strategy.Map("rolling", keys, canary);
        if (canary["analysis"] is { Exists: true } analysis)
            analysis.Tell("has no equal here: without a router no share of the requests is measured.", "Give the environment a router ('traffic') if its requests shall judge it.", environment.At("strategy"));
        canary.Ledger.Tell(new ImportNote(
            canary.File, canary.Position.Line, canary.Path, canary.Shown,
            "has no steps, so it is a rolling update: readiness and checks judge it, and no share of the requests is measured.",
            "Give it a router and weights ('traffic', 'strategy: canary') if its requests shall judge it.", environment.At("strategy")));
    }

    private static int Pods(SourceField field, int replicas, bool roundUp, EnvironmentDraft environment)
    {
        var text = field.Text ?? DefaultPart;
        if (!text.EndsWith('%'))
            return field.Whole ?? 0;
        if (!Specs.Text.SpecPercent.TryParse(text, out var percent))
        {
            field.Fail($"must be a number or a percentage, not '{text}'", "write it as 1 or 25%");
            return 0;
        }

        var pods = percent * replicas / 100;
        var number = (int)(roundUp ? decimal.Ceiling(pods) : decimal.Floor(pods));
        if (field.Exists)
            field.Tell($"is {number} of {replicas} pods; Slipway has numbers here.", "Change it with the replicas.", environment.At("strategy.rolling"));
        return number;
    }
}
