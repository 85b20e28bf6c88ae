using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Core.Engine;
using Slipway.Core.Ports;

namespace Slipway.Server.Api.Views;

/// <summary>Reads the record for people.</summary>
internal sealed class EventReader(Ledger ledger, IHostApplicationLifetime lifetime)
{
    private const int Page = 500;

    /// <summary>A filtered list looks at no more than so many events; older ones are found by <c>after</c>.</summary>
    private const int MaxLooked = 20_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>A rollout's events after a position, oldest first; null when there is no such rollout.</summary>
    public async Task<IReadOnlyList<EventView>?> OfRolloutAsync(string id, long after, int limit, CancellationToken cancellation)
    {
        var stored = await ledger.Store.ReadStreamAsync(id, 0, cancellation);
        return stored.Count == 0
            ? null
            : await ViewsAsync(stored.Where(e => e.Position > after).TakeLast(limit), EventFilter.All, cancellation);
    }

    /// <summary>Events after a position, oldest first; without one, the newest.</summary>
    public async Task<IReadOnlyList<EventView>> ListAsync(EventFilter filter, long? after, int limit, CancellationToken cancellation)
    {
        var translator = new EventTranslator(ledger);
        var found = new List<EventView>();
        if (after is { } position)
        {
            for (var looked = 0; looked < MaxLooked && found.Count < limit; looked += Page)
            {
                var page = await ledger.Store.ReadAllAsync(position, Page, cancellation);
                found.AddRange(await TranslateAsync(translator, page, filter, cancellation));
                if (page.Count < Page)
                    break;
                position = page[^1].Position;
            }

            return [.. found.Take(limit)];
        }

        var end = await ledger.Store.HeadAsync(cancellation);
        for (var looked = 0; looked < MaxLooked && found.Count < limit && end > 0; looked += Page)
        {
            var start = Math.Max(0, end - Page);
            var page = await ledger.Store.ReadAllAsync(start, (int)(end - start), cancellation);
            found.InsertRange(0, await TranslateAsync(translator, page, filter, cancellation));
            end = start;
        }

        return [.. found.TakeLast(limit)];
    }

    /// <summary>Events as they happen, after a position or from now on, until the server stops.</summary>
    public async IAsyncEnumerable<SseItem<EventView>> WatchAsync(EventFilter filter, long? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lifetime.ApplicationStopping);
        var translator = new EventTranslator(ledger);
        var position = after ?? await ledger.Store.HeadAsync(both.Token);
        while (!both.IsCancellationRequested)
        {
            var page = await ledger.Store.ReadAllAsync(position, Page, both.Token);
            foreach (var view in await TranslateAsync(translator, page, filter, both.Token))
                yield return new SseItem<EventView>(view, StreamNames.Event) { EventId = view.Position.ToString() };
            if (page.Count > 0)
                position = page[^1].Position;
            else
                await ledger.Store.WaitForEventsAsync(position, Patience, both.Token);
        }
    }

    private async Task<IReadOnlyList<EventView>> ViewsAsync(IEnumerable<StoredEvent> stored, EventFilter filter, CancellationToken cancellation) =>
        await TranslateAsync(new EventTranslator(ledger), stored, filter, cancellation);

    private static async Task<IReadOnlyList<EventView>> TranslateAsync(
        EventTranslator translator, IEnumerable<StoredEvent> stored, EventFilter filter, CancellationToken cancellation)
    {
        var views = new List<EventView>();
        foreach (var one in stored)
        {
            if (await translator.TranslateAsync(one, filter, cancellation) is { } view)
                views.Add(view);
        }

        return views;
    }
}
