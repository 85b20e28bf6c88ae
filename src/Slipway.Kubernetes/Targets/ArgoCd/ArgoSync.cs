using System.Text.Json.Nodes;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Targets.ArgoCd;

/// <summary>The sync of an Application: how it is started, and how it went. Waves and hooks are Argo CD's. Pure.</summary>
internal static class ArgoSync
{
    private const string InfoName = "slipway.dev/sync";
    private const string Refresh = "argocd.argoproj.io/refresh";
    private const int MaxTold = 5;

    /// <summary>Whether Argo CD is at it, or is still ending it.</summary>
    public static bool IsRunning(KubeObject application) =>
        application.Find("operation") is JsonObject && application.Text("status", "operationState", "phase") is "Running" or "Terminating";

    /// <summary>Whether the sync of this name was started, whatever has become of it.</summary>
    public static bool WasStarted(KubeObject application, string sync) => IsNamed(application, sync, "operation") || IsNamed(application, sync, "status", "operationState", "operation");

    /// <summary>Asks for a sync to the target revision. Prunes where automated sync would.</summary>
    /// <param name="prune">What automated sync does, or did before it was switched off.</param>
    public static void Start(KubeObject application, string sync, string revision, bool prune)
    {
        var operation = new JsonObject { ["revision"] = revision, ["syncStrategy"] = new JsonObject { ["hook"] = new JsonObject() } };
        if (prune)
            operation["prune"] = true;
        if (application.Find("spec", "syncPolicy", "syncOptions") is JsonArray options)
            operation["syncOptions"] = options.DeepClone();
        var json = new JsonObject
        {
            ["initiatedBy"] = new JsonObject { ["username"] = Marks.Slipway },
            ["info"] = new JsonArray(new JsonObject { ["name"] = InfoName, ["value"] = sync }),
            ["sync"] = operation,
        };
        if (application.Find("spec", "syncPolicy", "retry") is JsonObject retry)
            json["retry"] = retry.DeepClone();
        application.Json["operation"] = json;
        application.Annotation(Refresh, "normal");
    }

    /// <summary>Asks Argo CD to end what it is at.</summary>
    public static void End(KubeObject application)
    {
        if (application.Find("status", "operationState") is JsonObject state && (string?)state["phase"] == "Running")
            state["phase"] = "Terminating";
    }

    /// <summary>Whether the state of the last operation is that of this sync, or of a later one that somebody else started.</summary>
    public static bool IsCurrent(KubeObject application, ArgoOrdered ordered) => IsNamed(application, ordered.Sync, "status", "operationState", "operation")
        || (!IsNamed(application, ordered.Sync, "operation") && application.Time("status", "operationState", "startedAt") is { } started && started > ordered.At);

    /// <summary>Whether Argo CD has looked at the objects since its last operation, and compared them with the revision that is wanted.</summary>
    public static bool IsCompared(KubeObject application, string revision)
    {
        var compared = application.Text("status", "sync", "comparedTo", "source", "targetRevision");
        var (finished, looked) = (application.Time("status", "operationState", "finishedAt"), application.Time("status", "reconciledAt"));
        return (compared is null || compared == revision) && (finished is null || looked is null || looked >= finished);
    }

    /// <summary>Why a sync did not succeed: Argo CD's own words, then those of the objects.</summary>
    public static string Told(KubeObject application)
    {
        var objects = application.Items("status", "operationState", "syncResult", "resources").Select(item => new KubeObject(item))
            .Where(item => item.Text("status") == "SyncFailed" || item.Text("hookPhase") is "Failed" or "Error").Where(item => item.Text("message") is { Length: > 0 })
            .Select(item => $"{item.Kind} {item.Text("name")}: {item.Text("message")}").Take(MaxTold);
        var conditions = application.Items("status", "conditions").Select(item => new KubeObject(item))
            .Where(item => item.Text("type")?.EndsWith("Error", StringComparison.Ordinal) == true).Select(item => $"{item.Text("type")}: {item.Text("message")}").Take(MaxTold);
        return string.Join("; ", new[] { application.Text("status", "operationState", "message") ?? "" }.Concat(objects).Concat(conditions).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal));
    }

    /// <summary>What is not healthy, and why, as Argo CD sees it.</summary>
    public static string TroubleTold(KubeObject application)
    {
        var objects = application.Items("status", "resources").Select(item => new KubeObject(item)).Where(item => item.Text("health", "status") is not (null or "Healthy"))
            .Select(item => $"{item.Kind} {item.Text("name")} is {item.Text("health", "status")}{(item.Text("health", "message") is { Length: > 0 } why ? $": {why}" : "")}").Take(MaxTold);
        return string.Join("; ", objects) is { Length: > 0 } told ? told : application.Text("status", "health", "message") ?? "";
    }

    private static bool IsNamed(KubeObject application, string sync, params ReadOnlySpan<string> operation)
    {
        foreach (var item in application.Find(operation) is JsonObject json ? new KubeObject(json).Items("info") : [])
        {
            if ((string?)item["name"] == InfoName && (string?)item["value"] == sync)
                return true;
        }

        return false;
    }
}
