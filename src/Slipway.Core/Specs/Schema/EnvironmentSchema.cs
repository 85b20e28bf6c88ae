using Slipway.Core.Specs.Model;

namespace Slipway.Core.Specs.Schema;

/// <summary>The keys of an environment.</summary>
internal static class EnvironmentSchema
{
    public static ObjectType<EnvironmentSpec> Type { get; } = new ObjectType<EnvironmentSpec>(new EnvironmentSpec { Name = "", Target = null!, Strategy = null!, Analysis = null! })
        .Required("target", TargetSchema.Type, e => e.Target, (e, v) => e with { Target = v },
            "What runs the versions.")
        .Started("traffic", TrafficSchema.Type, e => e.Traffic, (e, v) => e with { Traffic = v },
            "What splits the requests. Without it no requests are routed (a worker), and only the rolling strategy is possible.")
        .Started("strategy", StrategySchema.Type, e => e.Strategy, (e, v) => e with { Strategy = v },
            "How traffic goes from the old version to the new one. Without it: canary with its defaults where there is traffic, else rolling.")
        .Started("analysis", AnalysisSchema.Judges, e => e.Analysis, (e, v) => e with { Analysis = v },
            "What judges the new version while it has traffic. Each of them alone can roll back. Without it: `- sequential: {}` where there is traffic; an empty list turns it off.",
            "- sequential: {}\n- { metric: error-rate, max: 1%, for: 1m }\n- { metric: latency-p95, max: 500ms, for: 1m, minRequests: 100 }")
        .Optional("hotTrigger", AnalysisSchema.HotTrigger, e => e.HotTrigger, (e, v) => e with { HotTrigger = v },
            "Rolls back at once when the new version fails grossly; looked at every second. `off` turns it off.")
        .Optional("slo", BurnRateSchema.Slo, e => e.Slo, (e, v) => e with { Slo = v },
            "What is promised to the users, and with it the error budget: used up, it blocks new rollouts; burning fast, it holds them; nearly used up, it makes their steps smaller.", "{ objective: 99.9%, window: 30d }")
        .Optional("promotion", ProtectionSchema.Promotion, e => e.Promotion, (e, v) => e with { Promotion = v },
            "From where a release may come: it was promoted in one of these environments, is not taken back there, and has been stable there for the soak time.", "{ after: [staging], soak: 1h }")
        .Optional("origin", ProtectionSchema.Origin, e => e.Origin, (e, v) => e with { Origin = v },
            "What a release may be built from. It has to name its branch and its commit.", "{ branches: [main, release/*] }")
        .Optional("gates", GateSchema.Gates, e => e.Gates, (e, v) => e with { Gates = v },
            "What must hold before a step may run.", "- { approve: { roles: { devops: 1, ml-lead: 1 } }, before: provision }\n- { wait: 5m, before: shift }\n- { confirm: \"Do the dashboards look well?\", before: promote }")
        .Optional("windows", WindowSchema.Windows, e => e.Windows, (e, v) => e with { Windows = v },
            "When rollouts may run. Looked at again before each step that touches the environment, but never in the way of a rollback.",
            "- { kind: allow, schedule: \"0 9 * * 1-5\", duration: 8h, timeZone: Europe/London }\n- { kind: deny, schedule: \"0 0 24 12 *\", duration: 3d, timeZone: Europe/London }")
        .Optional("checklist", new ChecklistType(), e => e.Checklist, (e, v) => e with { Checklist = v },
            "What has to be in order before a release comes, and after it has come: answered by checks, or signed off by people with a role.", "checklists/production.yaml")
        .Optional("checks", GateSchema.Checks, e => e.Checks, (e, v) => e with { Checks = v },
            "Measured once on every instance of the new version before it gets requests.", "- { name: home page, http: / }")
        .ShapeRule(StrategyHasItsTraffic)
        .Rule(ObservationIsLongEnough)
        .Rule((e, at) => KubernetesSchema.PartsFit(WithDefaults(e), at))
        .Rule((e, at) =>
        {
            var (why, remedy) = e.Traffic is null ? ("without traffic", "add 'traffic'") : ("without 'prometheus'", "add it to 'traffic'");
            if (e.Traffic is not { IsMeasured: true } && e.Analysis is { Count: > 0 })
                at.Key("analysis").Warn($"has rules, but {why} nothing is measured", $"{remedy}, or remove the rules");
            if (e.Traffic is not { IsMeasured: true } && e.Slo is not null)
                at.Key("slo").Warn($"has an objective, but {why} nothing is measured", $"{remedy}, or remove it");
            if (e.Traffic is { IsMeasured: false } && e.Analysis is null)
                at.Key("traffic").Warn("is not measured, so nothing but readiness and checks judges a new version", "add 'prometheus: { url: http://prometheus:9090 }'");
        });

    /// <summary>The strategy and the judges of an environment that names none.</summary>
    public static EnvironmentSpec WithDefaults(EnvironmentSpec environment) => KubernetesSchema.Filled(environment with
    {
        Strategy = environment.Strategy ?? (StrategySpec)(environment.Traffic is null ? new RollingSpec() : new CanarySpec()),
        Analysis = environment.Analysis ?? (environment.Traffic is not { IsMeasured: true } ? [] : [new SequentialSpec()]),
    });

    private static void StrategyHasItsTraffic(SpecCursor at)
    {
        if (at.Has("traffic"))
            return;
        var strategy = at.Key("strategy");
        foreach (var kind in (ReadOnlySpan<string>)[CanarySpec.Kind, BlueGreenSpec.Kind])
        {
            if (at.Has("strategy") && strategy.Has(kind))
                strategy.Key(kind).Error("shifts traffic, but this environment has none", $"add '{Example(at)}', or use rolling");
        }
    }

    private static string Example(SpecCursor at) => !at.Has("target") || at.Key("target").Has(ProcessesSpec.Kind)
        ? "traffic: { gateway: { listen: 127.0.0.1:8080 } }"
        : "traffic: { service: { name: shop } }";

    private static void ObservationIsLongEnough(EnvironmentSpec environment, SpecCursor at)
    {
        var (strategy, judges) = (WithDefaults(environment).Strategy, WithDefaults(environment).Analysis);
        var total = Observation.Of(strategy, environment.Target.Replicas);
        var patience = strategy.Observe + strategy.Extend;
        for (var index = 0; index < judges.Count; index++)
        {
            if (judges[index] is AnalysisRule rule && rule.For > total)
            {
                at.Key("analysis").Item(index).Key(rule.Windows is null ? "for" : "windows").Warn(
                    $"is longer than all observation together ({Text.SpecDuration.Format(total)}): the rule cannot be violated before the promotion, unless the observation is extended",
                    "shorten it, or lengthen 'observe'");
            }
            else if (judges[index] is KayentaSpec kayenta && kayenta.WarmUp + kayenta.Every > patience)
            {
                at.Key("analysis").Item(index).Key("kayenta").Key("every").Warn(
                    $"ends, with the warm-up, later than an observation and its extension ({Text.SpecDuration.Format(patience)}): the rollout would wait for a person before it is judged",
                    "shorten it, or lengthen 'observe' or 'extend'");
            }
        }
    }
}
