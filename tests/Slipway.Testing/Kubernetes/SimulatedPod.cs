using System.Globalization;
using System.Text.Json.Nodes;

namespace Slipway.Testing.Kubernetes;

/// <summary>A pod as the simulated kubelet sees it: what a policy decides by.</summary>
public sealed class SimulatedPod
{
    private const int DefaultGraceSeconds = 30;

    internal SimulatedPod(JsonObject json) => Json = json;

    /// <summary>As it was read when it was bound.</summary>
    public JsonObject Json { get; }

    public string Namespace => (string)Json["metadata"]!["namespace"]!;

    public string Name => (string)Json["metadata"]!["name"]!;

    public string Uid => (string)Json["metadata"]!["uid"]!;

    /// <summary>Of the first container: <c>registry/shop:v2</c>, <c>registry/shop@sha256:…</c>.</summary>
    public string Image => (string)Containers[0]!["image"]!;

    /// <summary><c>v2</c>; empty if the image has none.</summary>
    public string Tag
    {
        get
        {
            var name = Image.Split('@')[0];
            return name.LastIndexOf(':') is var colon && colon > name.LastIndexOf('/') ? name[(colon + 1)..] : "";
        }
    }

    /// <summary><c>sha256:…</c>; empty if the image has none.</summary>
    public string Digest => Image.Split('@') is [_, var digest] ? digest : "";

    /// <summary>Its value, or null.</summary>
    public string? Label(string key) => (string?)Json["metadata"]!["labels"]?[key];

    internal JsonArray Containers => Json["spec"]!["containers"]!.AsArray();

    internal string Path => $"/api/v1/namespaces/{Namespace}/pods/{Name}";

    internal bool RunsForEver => (string?)Json["spec"]!["restartPolicy"] is null or "Always";

    internal IEnumerable<int> Ports => Containers
        .SelectMany(container => container!["ports"]?.AsArray() ?? [])
        .Where(port => (string?)port!["protocol"] is null or "TCP")
        .Select(port => (int)port!["containerPort"]!);

    internal TimeSpan Grace => TimeSpan.FromSeconds((int?)Json["spec"]!["terminationGracePeriodSeconds"] ?? DefaultGraceSeconds);

    /// <summary>What a hook of the form <c>sleep N</c>, <c>sh -c "sleep N"</c> or <c>sleep: { seconds: N }</c> waits.</summary>
    internal TimeSpan PreStop
    {
        get
        {
            var hook = Containers[0]!["lifecycle"]?["preStop"];
            if ((int?)hook?["sleep"]?["seconds"] is { } seconds)
                return TimeSpan.FromSeconds(seconds);
            var words = string.Join(' ', hook?["exec"]?["command"]?.AsArray().Select(word => (string)word!) ?? []).Split(' ');
            var sleep = Array.FindIndex(words, word => word == "sleep" || word.EndsWith("/sleep", StringComparison.Ordinal));
            return sleep >= 0 && sleep + 1 < words.Length && double.TryParse(words[sleep + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out var slept)
                ? TimeSpan.FromSeconds(slept)
                : TimeSpan.Zero;
        }
    }
}
