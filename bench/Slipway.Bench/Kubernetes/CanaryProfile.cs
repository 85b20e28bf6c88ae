using System.Globalization;
using Slipway.Bench.Results;
using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Spectre.Console;

namespace Slipway.Bench.Kubernetes;

/// <summary>Where the time of one rollout goes: what was recorded when, and which requests were sent for it.</summary>
internal sealed class CanaryProfile(ClusterEngine engine, BenchContext context)
{
    public async Task<IReadOnlyList<Figure>> MeasureAsync(string app, string version, CancellationToken cancellation)
    {
        using var recorder = new RequestRecorder(context.Time);
        var began = context.Time.GetUtcNow();
        var rollout = await engine.DeployAsync(app, version, cancellation);
        await engine.EndedAsync(rollout.Id, cancellation);
        var sent = recorder.Sent.Where(request => !request.IsWatch).ToList();
        Tell(began, await engine.Ledger.Store.ReadStreamAsync(rollout.Id, 0, cancellation), sent);
        return
        [
            new Figure("API requests in a canary in three weights, watches aside", sent.Count),
            new Figure("API requests in that canary that ask for rights", sent.Count(request => request.What.EndsWith("reviews", StringComparison.Ordinal))),
            new Figure("time in API requests in that canary, one after the other or at once", sent.Sum(request => request.Took.TotalMilliseconds), "ms"),
        ];
    }

    private void Tell(DateTimeOffset began, IReadOnlyList<StoredEvent> events, IReadOnlyList<SentRequest> sent)
    {
        var from = began;
        foreach (var stored in events)
        {
            var requests = sent.Where(request => request.At > from && request.At <= stored.Time).ToList();
            var asked = string.Join(", ", requests.GroupBy(request => request.What).Select(kind => $"{kind.Count()} × {kind.Key} {kind.Sum(r => r.Took.TotalMilliseconds):0} ms"));
            context.Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"    {(stored.Time - began).TotalMilliseconds,6:0} ms (+{(stored.Time - from).TotalMilliseconds:0}) {stored.Type}{(asked.Length > 0 ? $"  [{asked}]" : "")}"));
            from = stored.Time;
        }

        foreach (var kind in sent.GroupBy(request => request.What).OrderByDescending(kind => kind.Count()))
            context.Console.WriteLine($"    {kind.Count()} × {kind.Key}: {kind.Sum(request => request.Took.TotalMilliseconds):0} ms");
    }
}
