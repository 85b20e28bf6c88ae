using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Slipway.Testing.Kubernetes;

/// <summary>Writes the status of a pod in the words of a real kubelet.</summary>
internal sealed class PodStatus(SimulatedPod pod, string? address)
{
    private const string HostAddress = "10.0.0.1";
    private const int KilledForMemory = 137;

    private readonly string _start = Now();
    private string _changed = Now();
    private bool _ready;

    /// <summary>Its image comes and its container is made.</summary>
    public JsonObject Creating() => Status("Pending", ready: false, Waiting("ContainerCreating", message: null), restarts: 0);

    public JsonObject Running(bool ready, int restarts = 0) =>
        Status("Running", ready, new JsonObject { ["running"] = new JsonObject { ["startedAt"] = Now() } }, restarts);

    public JsonObject CannotPull(string reason, string message) => Status("Pending", ready: false, Waiting(reason, message), restarts: 0);

    public JsonObject BackingOff(int exitCode, int restarts, string message) =>
        Status("Running", ready: false, Waiting("CrashLoopBackOff", message), restarts, Terminated(exitCode));

    public JsonObject Ended(int exitCode) => Status(exitCode == 0 ? "Succeeded" : "Failed", ready: false, Terminated(exitCode), restarts: 0);

    private JsonObject Status(string phase, bool ready, JsonObject state, int restarts, JsonObject? last = null)
    {
        if (ready != _ready)
            (_ready, _changed) = (ready, Now());
        var status = new JsonObject
        {
            ["phase"] = phase,
            ["startTime"] = _start,
            ["hostIP"] = HostAddress,
            ["conditions"] = new JsonArray(
                Condition("Initialized", holds: true, _start),
                Condition("Ready", ready, _changed, phase),
                Condition("ContainersReady", ready, _changed, phase),
                Condition("PodScheduled", holds: true, _start)),
            ["containerStatuses"] = new JsonArray([.. pod.Containers.Select(container => Container(container!, phase, ready, state, restarts, last))]),
        };
        if (address is not null)
            (status["podIP"], status["podIPs"]) = (address, new JsonArray(new JsonObject { ["ip"] = address }));
        // The uid keeps this from a pod of the same name that came after.
        return new JsonObject { ["metadata"] = new JsonObject { ["uid"] = pod.Uid }, ["status"] = status };
    }

    private static JsonObject Container(JsonNode container, string phase, bool ready, JsonObject state, int restarts, JsonObject? last)
    {
        var image = (string)container["image"]!;
        var pulled = phase != "Pending";
        return new JsonObject
        {
            ["name"] = (string)container["name"]!,
            ["image"] = image,
            ["imageID"] = pulled ? ImageId(image) : "",
            ["ready"] = ready,
            ["started"] = state.ContainsKey("running"),
            ["restartCount"] = restarts,
            ["state"] = state.DeepClone(),
            ["lastState"] = last?.DeepClone() ?? new JsonObject(),
        };
    }

    private static JsonObject Condition(string type, bool holds, string since, string? phase = null)
    {
        var condition = new JsonObject { ["type"] = type, ["status"] = holds ? "True" : "False", ["lastProbeTime"] = null, ["lastTransitionTime"] = since };
        // Null takes away what an earlier status said.
        condition["reason"] = holds ? null : phase == "Succeeded" ? "PodCompleted" : "ContainersNotReady";
        condition["message"] = holds ? null : "containers with unready status";
        return condition;
    }

    private static JsonObject Waiting(string reason, string? message)
    {
        var waiting = new JsonObject { ["reason"] = reason };
        if (message is not null)
            waiting["message"] = message;
        return new JsonObject { ["waiting"] = waiting };
    }

    private static JsonObject Terminated(int exitCode) => new()
    {
        ["terminated"] = new JsonObject
        {
            ["exitCode"] = exitCode,
            ["reason"] = exitCode switch { 0 => "Completed", KilledForMemory => "OOMKilled", _ => "Error" },
            ["startedAt"] = Now(),
            ["finishedAt"] = Now(),
        },
    };

    // A registry would give a tag its digest; here the name itself makes it, the same each time.
    private static string ImageId(string image) => image.Contains('@', StringComparison.Ordinal)
        ? image
        : $"{image[..(image.LastIndexOf(':') is var colon && colon > image.LastIndexOf('/') ? colon : image.Length)]}@sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(image)))}";

    private static string Now() => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
