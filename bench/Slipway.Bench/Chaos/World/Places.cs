using System.Text;
using Slipway.Bench.Running;

namespace Slipway.Bench.Chaos.World;

/// <summary>The environments of a run, an app for each strategy, and their specs.</summary>
public static class Places
{
    /// <summary>The app of places whose rollouts do little but go from step to step, each of them with an effect.</summary>
    public const string Steps = "steps";

    private static readonly string ManySteps = string.Join(", ", Enumerable.Range(1, 100).Select(weight => $"{weight}%"));

    private static readonly IReadOnlyList<(string App, string Strategy)> Mixed =
    [
        ("canary", "canary: { weights: [30%, 60%, 100%], observe: 2s, extend: 5m }"),
        ("blue-green", "blueGreen: { weights: [50%, 100%], observe: 2s, extend: 5m, keepWarm: 2s }"),
        ("rolling", "rolling: { maxSurge: 1, maxUnavailable: 0, observe: 4s, extend: 5m }"),
    ];

    public static IReadOnlyList<Place> Of(int count) =>
        [.. Enumerable.Range(0, count).Select(number => new Place(Mixed[number % Mixed.Count].App, $"e{(number / Mixed.Count) + 1}", Ports.Free()))];

    public static IReadOnlyList<Place> OfSteps(int count) =>
        [.. Enumerable.Range(1, count).Select(number => new Place(Steps, $"e{number}", Ports.Free()))];

    /// <returns>The spec files, one for each app that has a place.</returns>
    public static IReadOnlyList<string> WriteSpecs(string folder, IReadOnlyList<Place> places, string python, string program)
    {
        var files = new List<string>();
        foreach (var (app, strategy) in Mixed.Append((App: Steps, Strategy: $"canary: {{ weights: [{ManySteps}], observe: 300ms }}")).Where(app => places.Any(place => place.App == app.App)))
        {
            var spec = new StringBuilder($"app: {app}\nartifact: {folder}/releases/{app}/{{version}}\nenvironments:\n");
            foreach (var place in places.Where(place => place.App == app))
                spec.Append(Environment(place, strategy, python, program));
            files.Add(Path.Combine(folder, $"{app}.yaml"));
            File.WriteAllText(files[^1], spec.ToString());
        }

        return files;
    }

    // The bounds are patient: a machine that is slow today must not make a good version look bad.
    private static string Environment(Place place, string strategy, string python, string program) =>
        $$"""
          {{place.Environment}}:
            target:
              processes:
                command: [{{python}}, {{program}}, "{port}"]
                replicas: {{Place.Replicas}}
                ready: { http: /ready, every: 300ms, timeout: 5s, within: 15s }
                stopWithin: 8s
                restart: { backoff: 200ms, maxBackoff: 2s, crashes: 3, within: 1m }
            traffic:
              gateway: { listen: 127.0.0.1:{{place.Port}} }
              drain: 500ms
            strategy:
              {{strategy}}
        {{(place.App == Steps ? "    hotTrigger: off" : Judged)}}

        """;

    private const string Judged =
        """
            analysis:
              - { metric: error-rate, max: 10%, for: 3s, minRequests: 5 }
              - { metric: latency-p95, max: 3s, for: 3s, minRequests: 5 }
            hotTrigger: { errorRate: 20%, ratio: 5, minRequests: 10 }
        """;
}
