using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Targets;

/// <summary>What Slipway last ordered of a Deployment, written on it: to be read back, and to see when somebody else changed it.</summary>
/// <param name="Slot">The side that it carries.</param>
/// <param name="Version">What runs there.</param>
/// <param name="Image">Of the release's container, with its digest.</param>
/// <param name="Replicas">As ordered; with an autoscaler at work the Deployment may have more.</param>
/// <param name="IsAutoscaled">Whether a HorizontalPodAutoscaler sets the number of pods.</param>
internal sealed record Ordered(Slot Slot, ReleaseVersion Version, string Image, int Replicas, bool IsAutoscaled)
{
    private const string Annotation = "slipway.dev/ordered";

    /// <summary>Null where nothing was ordered, or the note was changed beyond reading.</summary>
    public static Ordered? Of(KubeObject deployment)
    {
        if (deployment.Text("metadata", "annotations", Annotation) is not { } text)
            return null;
        try
        {
            return JsonNode.Parse(text) is JsonObject json
                && new KubeObject(json) is var note
                && Slots.TryParse(note.Text("slot"), out var slot)
                && ReleaseVersion.TryParse(note.Text("version"), out var version)
                && note.Text("image") is { } image
                ? new Ordered(slot, version, image, (int)(note.Integer("replicas") ?? 0), note.Flag("autoscaled") ?? false)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static void Remove(KubeObject deployment) => deployment.Annotation(Annotation, null);

    public void WriteTo(KubeObject deployment) => deployment.Annotation(Annotation, new JsonObject
    {
        ["slot"] = Slot.Label(),
        ["version"] = Version.ToString(),
        ["image"] = Image,
        ["replicas"] = Replicas,
        ["autoscaled"] = IsAutoscaled,
    }.ToJsonString());

    /// <summary>For messages: <c>2.0.0 on green</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Version} on {Slot.Label()}");
}
