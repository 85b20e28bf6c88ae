using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Core.Engine;

namespace Slipway.Server.Api.Views;

/// <summary>A rollout over time: a view on each change, until it has ended or the server stops.</summary>
internal sealed class RolloutWatch(RolloutReader reader, Ledger ledger, TimeProvider time, IHostApplicationLifetime lifetime)
{
    /// <summary>Instances and progress change without an event.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>The same view is sent again after this time, so that both ends notice a dead connection.</summary>
    private static readonly TimeSpan SendEvery = TimeSpan.FromSeconds(15);

    public async IAsyncEnumerable<SseItem<RolloutView>> WatchAsync(string id, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lifetime.ApplicationStopping);
        var head = await ledger.Store.HeadAsync(both.Token);
        var sent = "";
        var sentAt = time.GetTimestamp();
        while (!both.IsCancellationRequested && await reader.FindAsync(id, both.Token) is { } view)
        {
            var text = JsonSerializer.Serialize(view, SlipwayJson.Default.RolloutView);
            if (text != sent || time.GetElapsedTime(sentAt) > SendEvery)
            {
                (sent, sentAt) = (text, time.GetTimestamp());
                yield return new SseItem<RolloutView>(view, StreamNames.Rollout);
            }

            if (!view.Phase.IsLive())
            {
                yield return new SseItem<RolloutView>(view, StreamNames.End);
                yield break;
            }

            head = await EventHead.WaitAsync(ledger.Store, head, LookEvery, both.Token);
        }
    }
}
