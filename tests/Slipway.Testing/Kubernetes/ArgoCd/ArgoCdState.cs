using System.Globalization;
using System.Text.Json.Nodes;

namespace Slipway.Testing.Kubernetes.ArgoCd;

/// <summary>An Application as it was read, and the patches by which a controller goes on. Each patch holds only for what was read.</summary>
internal sealed class ArgoCdState(JsonObject json)
{
    private const string Refresh = "argocd.argoproj.io/refresh";
    private const int DefaultHistory = 10;

    public JsonObject Json => json;

    public JsonObject? Operation => json["operation"]?.AsObject();

    public string? Phase => (string?)json["status"]?["operationState"]?["phase"];

    public bool IsOperating => Phase is "Running" or "Terminating";

    public bool IsDryRun => (bool?)Operation?["sync"]?["dryRun"] ?? false;

    public string TargetRevision => (string?)Source["targetRevision"] ?? "HEAD";

    /// <summary>Of the operation.</summary>
    public string WantedRevision => (string?)Operation?["sync"]?["revision"] is { Length: > 0 } revision ? revision : TargetRevision;

    public string? DeployedCommit => (string?)History.LastOrDefault()?["revision"];

    private JsonNode Source => json["spec"]!["source"] ?? new JsonObject();

    private JsonArray History => json["status"]?["history"]?.AsArray() ?? [];

    private JsonNode? Automated => json["spec"]!["syncPolicy"]?["automated"];

    /// <summary>Whether it may sync by itself what is not in sync.</summary>
    public bool MaySync(string commit)
    {
        if (Automated is not { } automated || (bool?)automated["enabled"] == false)
            return false;
        // A commit that was tried is not tried again; if it was deployed and is different now, that is healing.
        var tried = (string?)json["status"]?["operationState"]?["syncResult"]?["revision"] == commit;
        return !tried || (Phase == "Succeeded" && ((bool?)automated["selfHeal"] ?? false));
    }

    public JsonObject SyncByItself(string commit)
    {
        var sync = new JsonObject { ["revision"] = commit, ["prune"] = (bool?)Automated?["prune"] ?? false };
        return Patch(operation: new JsonObject { ["initiatedBy"] = new JsonObject { ["automated"] = true }, ["sync"] = sync }, status: null);
    }

    public JsonObject Begin() => Patch(
        operation: Operation!.DeepClone(),
        new JsonObject
        {
            ["operationState"] = new JsonObject
            {
                ["operation"] = Operation!.DeepClone(),
                ["phase"] = "Running",
                ["message"] = "waiting for completion of hook and resources",
                ["startedAt"] = Now(),
                ["finishedAt"] = null,
                ["syncResult"] = null,
            },
        });

    public JsonObject End(string phase, string message, string commit)
    {
        var source = Operation!["sync"]?["source"] ?? Source;
        var ended = new JsonObject
        {
            ["operationState"] = new JsonObject
            {
                ["phase"] = phase,
                ["message"] = message,
                ["finishedAt"] = Now(),
                ["syncResult"] = new JsonObject { ["revision"] = commit, ["source"] = source.DeepClone(), ["resources"] = new JsonArray(Resource(phase == "Succeeded" ? "Synced" : "SyncFailed")) },
            },
        };
        if (phase == "Succeeded" && !IsDryRun)
            ended["history"] = Deployed(commit, source);
        return Patch(operation: null, ended);
    }

    /// <summary>Null where the status says that already and nobody asked for a look.</summary>
    public JsonObject? Compared(bool synced, string commit, string health)
    {
        var (status, asked) = (synced ? "Synced" : "OutOfSync", json["metadata"]!["annotations"]?[Refresh] is not null);
        if (!asked && (string?)json["status"]?["sync"]?["status"] == status && (string?)json["status"]?["sync"]?["revision"] == commit && (string?)json["status"]?["health"]?["status"] == health)
            return null;
        var resource = Resource(status);
        resource["health"] = new JsonObject { ["status"] = health };
        var patch = Patch(operation: null, new JsonObject
        {
            ["sync"] = new JsonObject
            {
                ["status"] = status,
                ["revision"] = commit,
                ["comparedTo"] = new JsonObject { ["destination"] = json["spec"]!["destination"]!.DeepClone(), ["source"] = Source.DeepClone() },
            },
            ["health"] = new JsonObject { ["status"] = health, ["lastTransitionTime"] = Now() },
            ["resources"] = new JsonArray(resource),
            ["reconciledAt"] = Now(),
            ["sourceType"] = "Directory",
        });
        if (asked)
            patch["metadata"]!["annotations"] = new JsonObject { [Refresh] = null };
        return patch;
    }

    private JsonArray Deployed(string commit, JsonNode source)
    {
        var most = (int?)json["spec"]!["revisionHistoryLimit"] ?? DefaultHistory;
        var entry = new JsonObject
        {
            ["id"] = ((long?)History.LastOrDefault()?["id"] ?? -1) + 1,
            ["revision"] = commit,
            ["source"] = source.DeepClone(),
            ["deployStartedAt"] = (string?)json["status"]!["operationState"]!["startedAt"],
            ["deployedAt"] = Now(),
        };
        if (Operation!["initiatedBy"] is { } by)
            entry["initiatedBy"] = by.DeepClone();
        return [.. History.Select(old => old!.DeepClone()).Append(entry).TakeLast(most)];
    }

    private JsonObject Resource(string status) => new()
    {
        ["group"] = "apps",
        ["version"] = "v1",
        ["kind"] = "Deployment",
        ["namespace"] = (string?)json["spec"]!["destination"]!["namespace"] ?? "",
        ["name"] = (string)json["metadata"]!["name"]!,
        ["status"] = status,
    };

    private JsonObject Patch(JsonNode? operation, JsonObject? status)
    {
        var patch = new JsonObject { ["metadata"] = new JsonObject { ["resourceVersion"] = (string)json["metadata"]!["resourceVersion"]! }, ["operation"] = operation };
        if (status is not null)
            patch["status"] = status;
        return patch;
    }

    private static string Now() => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
