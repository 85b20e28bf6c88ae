using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Targets.ArgoCd;

/// <summary>
/// Switches <c>spec.syncPolicy.automated</c> off and back on as it was. What it was stands in an annotation that is written with the
/// same request that takes it away, so that no crash can lose it. Several may want it off, a rollout and an emergency stop: it comes
/// back with the last of them. Pure.
/// </summary>
internal static class AutomatedSync
{
    private const string Annotation = "slipway.dev/automated";
    private const string Holders = "slipway.dev/automated-held-by";
    private const string None = "none";

    /// <summary>Who wants it off while a version comes.</summary>
    public const string Rollout = "rollout";

    /// <summary>Whether Slipway has switched it off.</summary>
    public static bool IsHeld(KubeObject application) => application.Annotations.ContainsKey(Annotation);

    /// <summary>Whether automated sync removed what a revision no longer has, before it was switched off.</summary>
    public static bool Prunes(KubeObject application) =>
        application.Text("metadata", "annotations", Annotation) is { } before && Parse(before) is JsonObject automated && automated["prune"] is JsonValue prune && prune.TryGetValue<bool>(out var prunes) && prunes;

    public static bool IsHeldBy(KubeObject application, string holder) => HoldersOf(application).Contains(holder);

    /// <summary>Off, if it is not off by us already.</summary>
    /// <param name="holder">Whom it stays off for: without commas.</param>
    public static void Hold(KubeObject application, string holder = Rollout)
    {
        var held = IsHeld(application);
        if (!IsHeldBy(application, holder))
            application.Annotation(Holders, string.Join(',', HoldersOf(application).Append(holder)));
        if (held)
            return;
        var policy = application.Find("spec", "syncPolicy") as JsonObject;
        application.Annotation(Annotation, policy?["automated"]?.ToJsonString() ?? None);
        policy?.Remove("automated");
    }

    /// <summary>As it was before, when nobody else wants it off. What somebody has switched on since stays as they want it.</summary>
    public static void Release(KubeObject application) => Release(application, Rollout);

    public static void Release(KubeObject application, string holder)
    {
        var others = HoldersOf(application).Where(other => other != holder).ToList();
        application.Annotation(Holders, others.Count == 0 ? null : string.Join(',', others));
        if (others.Count > 0)
            return;
        if (application.Text("metadata", "annotations", Annotation) is not { } before)
            return;
        application.Annotation(Annotation, null);
        if (before == None || application.Find("spec", "syncPolicy", "automated") is not null || Parse(before) is not { } automated)
            return;
        application.Json.Within("spec", "syncPolicy")["automated"] = automated;
    }

    private static string[] HoldersOf(KubeObject application) =>
        (application.Text("metadata", "annotations", Holders) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);

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
