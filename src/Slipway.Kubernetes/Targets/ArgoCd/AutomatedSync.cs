using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Targets.ArgoCd;

/// <summary>
/// Switches <c>spec.syncPolicy.automated</c> off and back on as it was. What it was stands in an annotation that is written with the
/// same request that takes it away, so that no crash can lose it. Pure.
/// </summary>
internal static class AutomatedSync
{
    private const string Annotation = "slipway.dev/automated";
    private const string None = "none";

    /// <summary>Whether Slipway has switched it off.</summary>
    public static bool IsHeld(KubeObject application) => application.Annotations.ContainsKey(Annotation);

    /// <summary>Whether automated sync removed what a revision no longer has, before it was switched off.</summary>
    public static bool Prunes(KubeObject application) =>
        application.Text("metadata", "annotations", Annotation) is { } before && Parse(before) is JsonObject automated && automated["prune"] is JsonValue prune && prune.TryGetValue<bool>(out var prunes) && prunes;

    /// <summary>Off, if it is not off by us already.</summary>
    public static void Hold(KubeObject application)
    {
        if (IsHeld(application))
            return;
        var policy = application.Find("spec", "syncPolicy") as JsonObject;
        application.Annotation(Annotation, policy?["automated"]?.ToJsonString() ?? None);
        policy?.Remove("automated");
    }

    /// <summary>As it was before. What somebody has switched on since stays as they want it.</summary>
    public static void Release(KubeObject application)
    {
        if (application.Text("metadata", "annotations", Annotation) is not { } before)
            return;
        application.Annotation(Annotation, null);
        if (before == None || application.Find("spec", "syncPolicy", "automated") is not null || Parse(before) is not { } automated)
            return;
        application.Json.Within("spec", "syncPolicy")["automated"] = automated;
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
