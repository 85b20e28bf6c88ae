using System.Text.Json.Nodes;

namespace Slipway.Kubernetes.Tests.Targets;

/// <summary>What of an object is not Slipway's and not the server's: as text, to be the same before and after.</summary>
internal static class ForeignFields
{
    /// <param name="everything">With image and replicas, which are Slipway's while it has the Deployment.</param>
    public static string Of(JsonObject item, bool everything = false)
    {
        var left = item.DeepClone().AsObject();
        left.Remove("status");
        var metadata = left["metadata"]!.AsObject();
        foreach (var own in new[] { "managedFields", "resourceVersion", "generation" })
            metadata.Remove(own);
        Strip(metadata);
        if (left["spec"]?["template"]?["metadata"] is JsonObject template)
            Strip(template);
        if (!everything && left["spec"] is JsonObject spec)
        {
            spec.Remove("replicas");
            if (spec["template"]?["spec"]?["containers"]?[0] is JsonObject container)
                container.Remove("image");
        }

        return left.ToJsonString();
    }

    private static void Strip(JsonObject metadata)
    {
        foreach (var part in new[] { "labels", "annotations" })
        {
            if (metadata[part] is not JsonObject map)
                continue;
            // The Deployment controller counts its revisions there.
            foreach (var key in map.Select(pair => pair.Key).Where(key => Marks.IsOurs(key) || key == "deployment.kubernetes.io/revision").ToList())
                map.Remove(key);
        }
    }
}
