using Slipway.Core.Import.Drafts;
using Slipway.Core.Import.Reading;

namespace Slipway.Core.Import;

/// <summary>The Deployment that an environment takes over, and the image that its releases bring.</summary>
internal static class Workload
{
    /// <param name="name">Of the Deployment.</param>
    /// <param name="replicas">May not be there: then one.</param>
    /// <param name="template">Of the pods.</param>
    /// <returns>The keys under <c>target.deployment</c>, for more of them.</returns>
    public static DraftMap TakeOver(EnvironmentDraft environment, SourceField name, SourceField replicas, SourceField template)
    {
        var keys = new DraftMap().Text("name", name.Text ?? "", name);
        keys.Text("namespace", environment.Namespace, environment.Source.NamespaceField);
        if (environment.Source.Namespace.Length == 0)
            environment.Source.NameField.Tell("is in no namespace, so 'default' is assumed.", "Name the namespace in which it runs.", environment.At("target.deployment.namespace"));
        var count = replicas.Whole ?? 1;
        keys.Value("replicas", Math.Max(count, 1).ToString(), replicas);
        if (count == 0)
            replicas.Tell("runs no pod; Slipway runs at least one of the version that has the traffic.", "Say how many.", environment.At("target.deployment.replicas"));
        Containers(environment, keys, template);
        template.Skip();
        environment.Target.Map("deployment", keys, name);
        return keys;
    }

    private static void Containers(EnvironmentDraft environment, DraftMap keys, SourceField template)
    {
        var containers = template["spec"]["containers"].Items;
        var main = containers.FirstOrDefault(c => c["name"].Text == environment.Source.Name) ?? (containers.Count > 0 ? containers[0] : null);
        if (main?["image"].Text is not { Length: > 0 } image)
        {
            template.Fail($"{environment.Source.Title} has no container with an image", "a release of Slipway brings an image: give the pod's template with it");
            return;
        }

        (environment.Image, environment.ImageFrom) = (ImageName.WithVersion(image), main["image"]);
        if (image.Contains('@', StringComparison.Ordinal))
            main["image"].Tell("names one build; Slipway finds the digest of each version itself, by its tag.", null, "image");
        if (containers.Count <= 1)
            return;
        keys.Text("container", main["name"].Text ?? "", main["name"]);
        main["name"].Tell($"is taken for the container that gets a release's image, of {containers.Count}.", "Look whether it is the right one.", environment.At("target.deployment.container"));
    }
}
