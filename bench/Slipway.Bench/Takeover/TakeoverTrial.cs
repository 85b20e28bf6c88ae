using Dapper;
using Slipway.Bench.Chaos.Watching;
using Slipway.Bench.Chaos.World;
using Slipway.Bench.Running;
using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Effects;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Values;

namespace Slipway.Bench.Takeover;

/// <summary>Loses one server and finds in the record when its rollouts went on.</summary>
public sealed class TakeoverTrial(ChaosWorld world, TimeProvider time)
{
    private const int PollMilliseconds = 100;
    private const int EvenSeconds = 180;
    private const int TakenSeconds = 60;

    /// <summary>A rollout that has just begun to move shows that its server really drives it.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(10);

    /// <returns>One for each rollout that the server drove and that did not end meanwhile.</returns>
    /// <exception cref="BenchFailedException">The work was not spread, or was not taken over.</exception>
    public async Task<IReadOnlyList<TakeoverTime>> RunAsync(TakeoverFault fault, bool ofKeeper, CancellationToken cancellation)
    {
        var (victim, held, position) = await VictimAsync(ofKeeper, cancellation);
        var at = time.GetUtcNow();
        var ending = BeginAsync(fault, victim);
        var times = await TakenAsync(held, position, at, cancellation);
        await ending;
        End(fault, victim);
        return times;
    }

    private static async Task BeginAsync(TakeoverFault fault, ServerProcess victim)
    {
        switch (fault)
        {
            case TakeoverFault.Killed:
                await victim.KillAsync(CancellationToken.None);
                break;
            case TakeoverFault.Frozen:
                Signals.Freeze(victim.ProcessId);
                break;
            case TakeoverFault.CutOff:
                victim.Database!.Set(RelayMode.Cut);
                break;
            case TakeoverFault.Silenced:
                victim.Database!.Set(RelayMode.Silent);
                break;
            default:
                await victim.EndAsync();
                break;
        }
    }

    private static void End(TakeoverFault fault, ServerProcess victim)
    {
        if (fault is TakeoverFault.Killed or TakeoverFault.Stopped)
            victim.Start();
        else if (fault is TakeoverFault.Frozen)
            Signals.Continue(victim.ProcessId);
        else
            victim.Database!.Set(RelayMode.Open);
    }

    /// <summary>
    /// Waits until every server drives something, then takes the keeper or the server that drives most of the others. The record's
    /// end is read first: a rollout that ends while its lease is looked up is seen to have ended.
    /// </summary>
    private async Task<(ServerProcess Victim, IReadOnlyList<Holding> Held, long Position)> VictimAsync(bool ofKeeper, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        var spread = "";
        while (time.GetElapsedTime(began) < TimeSpan.FromSeconds(EvenSeconds))
        {
            var position = await HeadAsync(cancellation);
            var moving = await MovingAsync(cancellation);
            var leases = await LeasesAsync(cancellation);
            var keeper = leases.FirstOrDefault(lease => lease.Lease.StartsWith("keeper/", StringComparison.Ordinal))?.Process;
            var work = world.Servers.ToDictionary(server => server, server => leases.Where(lease => lease.Process == server.ProcessId && moving.Contains(lease.Lease)).ToList());
            var victim = world.Servers.Where(server => server.ProcessId == keeper == ofKeeper).OrderByDescending(server => work[server].Count).FirstOrDefault();
            spread = string.Join(", ", work.Select(server => $"{server.Key.Name} {server.Value.Count}"));
            if (victim is not null && work.Values.All(held => held.Count > 0))
                return (victim, work[victim], position);
            await Task.Delay(TimeSpan.FromMilliseconds(PollMilliseconds), time, cancellation);
        }

        world.Keep();
        throw new BenchFailedException($"after {EvenSeconds} s the rollouts are still not spread over all servers ({spread}); the logs are in {world.Folder}");
    }

    private async Task<IReadOnlyList<TakeoverTime>> TakenAsync(IReadOnlyList<Holding> held, long position, DateTimeOffset at, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        while (time.GetElapsedTime(began) < TimeSpan.FromSeconds(TakenSeconds))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(PollMilliseconds), time, cancellation);
            var events = (await EventsAsync(position, cancellation)).ToLookup(e => e.Stream);
            var ended = held.Where(holding => events[holding.Lease].Any(e => e.Event is RolloutEnded or RolloutPromoted)).ToList();
            var times = held.Except(ended).Select(holding => Find(events[holding.Lease], holding, at)).OfType<TakeoverTime>().ToList();
            if (times.Count + ended.Count == held.Count)
                return times;
        }

        world.Keep();
        throw new BenchFailedException($"{TakenSeconds} s after the fault not all of {string.Join(", ", held.Select(one => one.Lease))} had gone on; the logs are in {world.Folder}");
    }

    private static TakeoverTime? Find(IEnumerable<(string Stream, DateTimeOffset At, RolloutEvent Event)> events, Holding held, DateTimeOffset at)
    {
        var rest = events.SkipWhile(e => e.Event is not EffectStarted started || started.Fence <= held.Fence).ToList();
        var done = rest.Find(e => e.Event is EffectEnded { Outcome: EffectOutcome.Done });
        return done.Event is null ? null : new TakeoverTime(rest[0].At - at, done.At - at);
    }

    private async Task<HashSet<string>> MovingAsync(CancellationToken cancellation)
    {
        await using var connection = await RecordAccess.OpenAsync(world, cancellation);
        var since = (time.GetUtcNow() - Lately).ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ");
        return [.. await connection.QueryAsync<string>("SELECT DISTINCT stream FROM events WHERE time > @since AND type = 'effect.started'", new { since })];
    }

    private async Task<IReadOnlyList<Holding>> LeasesAsync(CancellationToken cancellation)
    {
        await using var connection = await RecordAccess.OpenAsync(world, cancellation);
        var rows = await connection.QueryAsync<(string Name, string? Owner, long Fence)>("SELECT name, owner, fence FROM leases WHERE owner IS NOT NULL");
        return [.. rows.Select(row => new Holding(time.GetUtcNow(), row.Name, row.Owner, row.Fence))];
    }

    private async Task<long> HeadAsync(CancellationToken cancellation)
    {
        await using var connection = await RecordAccess.OpenAsync(world, cancellation);
        return await connection.ExecuteScalarAsync<long>("SELECT coalesce(max(position), 0) FROM events");
    }

    private async Task<IReadOnlyList<(string Stream, DateTimeOffset At, RolloutEvent Event)>> EventsAsync(long position, CancellationToken cancellation)
    {
        await using var connection = await RecordAccess.OpenAsync(world, cancellation);
        var rows = await connection.QueryAsync<(string Stream, string Type, string Json, string Time)>(
            "SELECT stream, type, json, time FROM events WHERE position > @position AND stream NOT LIKE 'environment/%' ORDER BY position", new { position });
        return [.. rows.Select(row => (row.Stream, DateTimeOffset.Parse(row.Time), Decode(row.Stream, row.Type, row.Json)))];
    }

    private static RolloutEvent Decode(string stream, string type, string json) =>
        EventCodec.DecodeRollout(new StoredEvent(0, stream, 0, type, json, DateTimeOffset.UnixEpoch, "", default, default));
}
