using Slipway.Cli.Client.Api;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Core.Analysis;
using Slipway.Core.Ports;
using Slipway.Core.Upkeep.Rejudging;
using Slipway.Core.Values;

namespace Slipway.Cli.Analyze.Rollouts;

/// <summary>The record of a rollout as a server gives it. It is judged here: the server is not asked what it thinks of it now.</summary>
internal static class ServerRecord
{
    public static async Task<Rejudgement> RejudgeAsync(
        string rollout, ServerAddress address, ServerCredential credential, CancellationToken cancellation)
    {
        using var client = new SlipwayClient(address, credential, new SocketsHttpHandler());
        try
        {
            var evidence = await client.GetAsync<EvidenceView>($"api/v1/rollouts/{Uri.EscapeDataString(rollout)}/evidence", cancellation);
            return Rejudge.Of([.. evidence.Events.Select(Event)], [.. evidence.Samples.Select(Sample)]);
        }
        catch (ServerGoneException gone)
        {
            throw new VerbFailedException(ExitCodes.Failed, $"{gone.Message}. Without a server: --store or --data");
        }
    }

    /// <summary>The hashes are not needed: the chain is verified by <c>audit verify</c>.</summary>
    private static StoredEvent Event(EventView view, int index) =>
        new(view.Position, view.Stream, index + 1, view.Type, view.Data.GetRawText(), view.At, view.Actor, default, default, view.Origin);

    private static TrafficSample Sample(SampleView view) => new(view.At, new PerSlot<Counters>(Side(view.Blue), Side(view.Green)));

    private static Counters Side(CountersView view)
    {
        Span<long> counts = stackalloc long[LatencyHistogram.BucketCount];
        foreach (var (bucket, count) in view.Buckets.Zip(view.Counts))
            counts[bucket] = count;
        return new Counters(view.Requests, view.Errors, LatencyHistogram.FromCounts(counts));
    }
}
