using System.Globalization;
using System.Text.Json.Nodes;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Routers;

/// <summary>
/// The side that the app's own Service leads to, by its selector. Pods of both sides carry the app's labels: a Service without the
/// side in its selector would send them requests as soon as they are ready.
/// </summary>
internal static class ServicePin
{
    /// <summary>Null: to both sides.</summary>
    public static Slot? Of(KubeObject service) => RouterMarks.SlotOf(service.Text("spec", "selector", Marks.Slot));

    /// <param name="side">Null: to both sides.</param>
    public static void Set(KubeObject service, Slot? side)
    {
        if (service.Find("spec", "selector") is not JsonObject selector || Of(service) == side)
            return;
        if (side is { } pinned)
            selector[Marks.Slot] = pinned.Label();
        else
            selector.Remove(Marks.Slot);
    }

    /// <summary>The environment whose requests the Service takes; null when nothing was ordered for it yet.</summary>
    public static string? RoutedFor(KubeObject service) => service.Text("metadata", "annotations", RouterMarks.RoutedFor);

    /// <param name="shared">The split that the numbers of instances make; null where they make none.</param>
    public static void Note(KubeObject service, EnvironmentKey environment, TrafficSplit? shared)
    {
        var metadata = service.Json["metadata"]!.AsObject();
        if (metadata["annotations"] is not JsonObject annotations)
            metadata["annotations"] = annotations = [];
        annotations[RouterMarks.RoutedFor] = environment.ToString();
        if (shared is { } split)
            annotations[RouterMarks.GreenShare] = split.Green.Percent.ToString("0.##", CultureInfo.InvariantCulture);
        else
            annotations.Remove(RouterMarks.GreenShare);
    }

    /// <summary>The split that was ordered; null when there is none, or a person wrote what is none.</summary>
    public static TrafficSplit? Ordered(KubeObject service) =>
        decimal.TryParse(service.Text("metadata", "annotations", RouterMarks.GreenShare), NumberStyles.Float, CultureInfo.InvariantCulture, out var green)
        && Weight.TryFromPercent(green, out var weight)
            ? TrafficSplit.With(Slot.Green, weight)
            : null;
}
