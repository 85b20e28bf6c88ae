using System.Runtime.CompilerServices;
using Slipway.Core.Access.Tokens;
using Slipway.Core.Audit;
using Slipway.Core.Engine;
using Slipway.Core.Engine.Trains;
using Slipway.Core.Environments;
using Slipway.Core.Gates.Freezes;
using Slipway.Core.Git;
using Slipway.Core.Git.Events;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Core.Upkeep;

/// <summary>
/// Removes the oldest part of the chain: events that are old enough, up to the first one of a rollout that is still needed.
/// Safe beside running engines, and at whatever point it is broken off: it only appends, and then removes from the front.
/// </summary>
public sealed class Pruner(IEventStore store, IRetention retention, TimeProvider time)
{
    public const string Actor = "retention";

    /// <summary>Events of one page, and of one transaction.</summary>
    private const int PageEvents = 1_000;

    /// <summary>Rows of other tables in one transaction.</summary>
    private const int PageRows = 1_000;

    /// <summary>What one run removes at most; the next goes on.</summary>
    private const int MaxEvents = 2_000_000;

    /// <summary>Tries when others write to an environment at the same time.</summary>
    private const int MaxConflicts = 20;

    private readonly StreamStates _states = new(store, null, Logic.Real);
    private readonly TrainLedger _trains = new(store, time);

    /// <summary>Looks how far the chain may be cut. Changes nothing.</summary>
    /// <exception cref="ChainBrokenException">The part that would go is not whole: it is left for an audit.</exception>
    public async Task<PrunePlan> PlanAsync(DateTimeOffset before, CancellationToken cancellation)
    {
        var from = (await retention.ReadCheckpointAsync(cancellation))?.Head ?? ChainHead.Genesis;
        var (through, rollouts, environments, trains) = (from, new HashSet<string>(), new HashSet<string>(), new HashSet<string>());
        while (through.Position - from.Position < MaxEvents)
        {
            var page = await store.ReadAllAsync(through.Position, PageEvents, cancellation);
            var (old, heldBy) = await OldAsync(page, before, rollouts, environments, trains, cancellation);
            var report = ChainVerifier.Verify(through, old);
            if (report.Fault is { } fault)
                throw new ChainBrokenException(fault);
            through = report.Head;
            if (old.Count < PageEvents)
                return new PrunePlan(before, from, through, rollouts.Count, [.. environments], heldBy);
        }

        return new PrunePlan(before, from, through, rollouts.Count, [.. environments], null);
    }

    /// <summary>Does what was planned: what environments are is written down anew, the archive is made, the cut recorded, and then page by page removed.</summary>
    /// <param name="archive">Null: what is removed is gone.</param>
    /// <param name="progress">Called after each transaction with the number of events removed so far.</param>
    public async Task PruneAsync(PrunePlan plan, IEventArchive? archive, Action<long> progress, CancellationToken cancellation)
    {
        if (plan.Events == 0)
            return;
        foreach (var environment in plan.Environments)
            await CarryAsync(environment, plan.Through.Position, cancellation);
        if (archive is not null)
            await archive.WriteAsync(ReadAsync(plan, cancellation), cancellation);
        await RecordAsync(plan, cancellation);
        var run = time.GetUtcNow();
        for (var removed = plan.From.Position; removed < plan.Through.Position;)
        {
            removed = Math.Min(removed + PageEvents, plan.Through.Position);
            await retention.RemoveEventsAsync(removed, run, cancellation);
            progress(removed - plan.From.Position);
        }
    }

    /// <summary>Removes delivered notices.</summary>
    public Task<int> PruneNoticesAsync(DateTimeOffset before, CancellationToken cancellation) =>
        AllAsync(() => retention.RemoveDeliveredAsync(before, PageRows, cancellation));

    /// <summary>Removes measurements of rollouts that have ended.</summary>
    public Task<int> PruneEvidenceAsync(DateTimeOffset before, CancellationToken cancellation) =>
        AllAsync(() => retention.RemoveEvidenceAsync(before, PageRows, cancellation));

    /// <summary>The first events of a page that may go, and what the next one is held by.</summary>
    private async Task<(IReadOnlyList<StoredEvent> Old, string? HeldBy)> OldAsync(
        IReadOnlyList<StoredEvent> page, DateTimeOffset before, HashSet<string> rollouts, HashSet<string> environments, HashSet<string> trains, CancellationToken cancellation)
    {
        for (var i = 0; i < page.Count; i++)
        {
            var e = page[i];
            if (e.Time >= before)
                return ([.. page.Take(i)], null);
            if (Streams.IsEnvironment(e.Stream) || Streams.IsGit(e.Stream) || e.Stream is Streams.Access or Streams.Freezes)
                environments.Add(e.Stream);
            else if (Streams.IsTrain(e.Stream) && !trains.Contains(e.Stream))
            {
                if (await _trains.LoadAsync(Streams.TrainOf(e.Stream), cancellation) is { } train && !(train.EndedAt < before))
                    return ([.. page.Take(i)], $"release {train.Id}, which is {(train.IsLive ? "under way" : $"not over for long: {train.EndedAt:u}")}");
                trains.Add(e.Stream);
            }
            else if (Streams.IsRollout(e.Stream) && !rollouts.Contains(e.Stream))
            {
                if (await store.FindRolloutAsync(e.Stream, cancellation) is { } row)
                {
                    if (await NeedAsync(row, before, cancellation) is { } need)
                        return ([.. page.Take(i)], need);
                    rollouts.Add(e.Stream);
                }
            }
        }

        return (page, null);
    }

    /// <summary>Why a rollout must stay; null when it may go.</summary>
    private async Task<string?> NeedAsync(RolloutRow row, DateTimeOffset before, CancellationToken cancellation)
    {
        if (row.Live)
            return $"{row.Id}, which is {row.Phase}";
        if (row.EndedAt >= before)
            return $"{row.Id}, which ended at {row.EndedAt:u}";
        if (row.Phase != "failed")
            return null;

        // It can be tried again for as long as nothing came after it.
        var environment = await _states.EnvironmentAsync(Streams.Of(new EnvironmentKey(row.App, row.Environment)), cancellation);
        return environment?.Newest == row.Id ? $"{row.Id}, which failed and can be tried again: `slipway retry`, or deploy anew" : null;
    }

    /// <summary>Null where an event behind the cut says what the environment is.</summary>
    private static StateCarried? CarriedEnvironment(IReadOnlyList<StoredEvent> events, long cut) =>
        events.Any(e => e.Position > cut && EventCodec.DecodeEnvironment(e) is StateCarried)
            ? null
            : new StateCarried(StreamStates.Fold((EnvironmentState?)null, events)!);

    /// <summary>Null where an event behind the cut says which tokens there are.</summary>
    private TokensCarried? CarriedTokens(IReadOnlyList<StoredEvent> events, long cut) =>
        events.Any(e => e.Position > cut && EventCodec.DecodeToken(e) is TokensCarried)
            ? null
            : events.Aggregate(TokenBook.Empty, (book, e) => book.Apply(EventCodec.DecodeToken(e), e.Version, e.Time)).Carry(time.GetUtcNow());

    /// <summary>Null where an event behind the cut says which freezes there are.</summary>
    private FreezesCarried? CarriedFreezes(IReadOnlyList<StoredEvent> events, long cut) =>
        events.Any(e => e.Position > cut && EventCodec.DecodeFreeze(e) is FreezesCarried)
            ? null
            : events.Aggregate(FreezeState.None, (state, e) => state.Apply(EventCodec.DecodeFreeze(e), e.Version)).Carry(time.GetUtcNow());

    /// <summary>Null where an event behind the cut says what a repository wants.</summary>
    private static GitCarried? CarriedGit(IReadOnlyList<StoredEvent> events, long cut) =>
        events.Any(e => e.Position > cut && EventCodec.DecodeGit(e) is GitCarried)
            ? null
            : new GitCarried(events.Aggregate(GitState.New, (state, e) => GitFold.Apply(state, EventCodec.DecodeGit(e), e.Version, e.Time)));

    /// <summary>Has an event behind the cut that says what the stream came to, or appends one.</summary>
    private async Task CarryAsync(string stream, long cut, CancellationToken cancellation)
    {
        for (var conflicts = 0; ; conflicts++)
        {
            var events = await store.ReadStreamAsync(stream, 0, cancellation);
            object? carried = stream switch
            {
                Streams.Access => CarriedTokens(events, cut),
                Streams.Freezes => CarriedFreezes(events, cut),
                _ when Streams.IsGit(stream) => CarriedGit(events, cut),
                _ => CarriedEnvironment(events, cut),
            };
            if (carried is null)
                return;
            try
            {
                await AppendAsync(stream, events[^1].Version, EventCodec.Encode(carried), cancellation);
                return;
            }
            catch (StreamConflictException) when (conflicts < MaxConflicts)
            {
                // A rollout of the environment went on meanwhile.
            }
        }
    }

    private async Task RecordAsync(PrunePlan plan, CancellationToken cancellation)
    {
        var data = EventCodec.Encode(new PrefixRemoved(plan.Through.Position, plan.Through.Hash, plan.Before));
        for (var conflicts = 0; ; conflicts++)
        {
            var events = await store.ReadStreamAsync(PrefixRemoved.Stream, 0, cancellation);
            try
            {
                await AppendAsync(PrefixRemoved.Stream, events.Count == 0 ? 0 : events[^1].Version, data, cancellation);
                return;
            }
            catch (StreamConflictException) when (conflicts < MaxConflicts)
            {
                // Another server prunes as well; removing the same twice removes it once.
            }
        }
    }

    private Task<IReadOnlyList<StoredEvent>> AppendAsync(string stream, int version, EventData data, CancellationToken cancellation) =>
        store.AppendAsync(new Append([new StreamAppend(stream, version, [data])], time.GetUtcNow(), Actor, null, null, []), cancellation);

    private async IAsyncEnumerable<StoredEvent> ReadAsync(PrunePlan plan, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var position = plan.From.Position; position < plan.Through.Position;)
        {
            var page = await store.ReadAllAsync(position, (int)Math.Min(PageEvents, plan.Through.Position - position), cancellation);
            foreach (var e in page)
                yield return e;
            position = page[^1].Position;
        }
    }

    private static async Task<int> AllAsync(Func<Task<int>> removeSome)
    {
        for (var all = 0; ;)
        {
            var some = await removeSome();
            all += some;
            if (some < PageRows)
                return all;
        }
    }
}
