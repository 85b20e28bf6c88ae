using Slipway.Core.Import.Drafts;
using Slipway.Core.Import.Reading;

namespace Slipway.Core.Import.Flagger;

/// <summary>An environment from a Canary of Flagger.</summary>
internal static class CanarySource
{
    public static EnvironmentDraft Convert(SourceObject canary, SourceObjects objects)
    {
        var spec = canary.Spec;
        var environment = new EnvironmentDraft(canary);
        TakeOver(canary, objects, environment);
        var analysis = spec.Has("canaryAnalysis") && !spec.Has("analysis") ? spec["canaryAnalysis"] : spec["analysis"];
        var router = CanaryRouting.Convert(spec, environment);
        environment.Router = router;
        router.MeasureBy(spec["metricsServer"], environment);
        CanaryAnalysis.Convert(analysis, router, environment, objects);
        if (spec["skipAnalysis"].Flag == true)
        {
            environment.IsUnjudged = true;
            spec["skipAnalysis"].Tell("turns all judges off.", "Say whether a new version shall really come unjudged.", environment.At("analysis"));
        }

        CanaryFields.Table.Tell(spec, environment);
        spec.TellUnread(environment.At());
        return environment;
    }

    private static void TakeOver(SourceObject canary, SourceObjects objects, EnvironmentDraft environment)
    {
        var (reference, deadline) = (canary.Spec["targetRef"], canary.Spec["progressDeadlineSeconds"]);
        var name = reference["name"];
        reference["apiVersion"].Skip();
        if (reference["kind"].Text is { } kind and not "Deployment")
        {
            reference["kind"].Fail($"names a {kind}, and Slipway takes over Deployments alone", "make it a Deployment, or leave it to Flagger");
            return;
        }

        if (name.Text is not { } wanted || objects.Deployment(wanted, canary.Namespace) is not { } deployment)
        {
            name.Fail($"names the Deployment {name.Shown}, which is in none of the files", "give its file too: its image is what a release brings");
            return;
        }

        var keys = Workload.TakeOver(environment, name, deployment.Spec["replicas"], deployment.Spec["template"]);
        name.Tell(
            $"Flagger runs the pods of {wanted}-primary, a copy; Slipway runs the Deployment {wanted} itself.",
            $"Set revertOnDeletion, delete the Canary, see the pods of {wanted} ready; then deploy the version that runs.", environment.At("target.deployment.name"));
        if (deadline.Duration is { } time)
            keys.Duration("readyWithin", time, deadline);
        if (canary.Spec["service"]["targetPort"] is { Text: { } port } field)
            keys.Value("port", port, field);
        if (canary.Spec["autoscalerRef"] is { Exists: true } autoscaler)
            autoscaler.Tell("stays at work: Slipway changes no number of pods that it has set, and a new version begins with as many as 'replicas'.", "Say with how many pods a new version begins.", environment.At("target.deployment.replicas"));
    }
}
