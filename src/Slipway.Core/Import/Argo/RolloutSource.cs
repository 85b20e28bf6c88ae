using Slipway.Core.Import.Drafts;
using Slipway.Core.Import.Reading;

namespace Slipway.Core.Import.Argo;

/// <summary>An environment from a Rollout of Argo Rollouts.</summary>
internal static class RolloutSource
{
    public static EnvironmentDraft Convert(SourceObject rollout, SourceObjects objects)
    {
        var spec = rollout.Spec;
        var environment = new EnvironmentDraft(rollout);
        var template = Template(rollout, objects, environment);
        var (canary, blueGreen) = (spec["strategy"]["canary"], spec["strategy"]["blueGreen"]);
        if (canary.Node is not null)
            RolloutCanary.Convert(canary, template["metadata"]["labels"], environment, objects);
        else if (blueGreen.Node is not null)
            RolloutBlueGreen.Convert(blueGreen, environment, objects);
        else
            spec["strategy"].Fail("has neither canary nor blueGreen", "give it one of them: it says how a new version takes over");
        RolloutFields.Table.Tell(spec, environment);
        spec.TellUnread(environment.At());
        return environment;
    }

    private static SourceField Template(SourceObject rollout, SourceObjects objects, EnvironmentDraft environment)
    {
        var spec = rollout.Spec;
        var (template, reference) = (spec["template"], spec["workloadRef"]);
        if (!reference.Exists)
        {
            if (!template.Exists)
                spec.Fail($"{rollout.Title} has neither template nor workloadRef", "give the whole Rollout: its image is what a release brings");
            Deadline(spec, Workload.TakeOver(environment, rollout.NameField, spec["replicas"], template));
            template.Tell(
                "Slipway takes over a plain Deployment of this name, which a person makes from the template.",
                $"Make the Deployment {rollout.Name} (apps/v1) from this template, selector and replicas; when its pods are ready, delete the Rollout; then deploy the version that runs.",
                environment.At("target.deployment.name"));
            return template;
        }

        var name = reference["name"];
        if (reference["kind"].Text is { } kind and not "Deployment")
            reference["kind"].Fail($"names a {kind}, and Slipway takes over Deployments alone", "make it a Deployment, or leave it to Argo Rollouts");
        reference["apiVersion"].Skip();
        if (name.Text is not { } wanted || objects.Deployment(wanted, rollout.Namespace) is not { } deployment)
        {
            name.Fail($"names the Deployment {name.Shown}, which is in none of the files", "give its file too: its image is what a release brings");
            return template;
        }

        Deadline(spec, Workload.TakeOver(environment, name, spec["replicas"], deployment.Spec["template"]));
        return deployment.Spec["template"];
    }

    private static void Deadline(SourceField spec, DraftMap keys)
    {
        var deadline = spec["progressDeadlineSeconds"];
        if (deadline.Duration is { } time)
            keys.Duration("readyWithin", time, deadline);
    }
}
