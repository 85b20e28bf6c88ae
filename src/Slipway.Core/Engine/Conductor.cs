using Microsoft.Extensions.Logging;
using Slipway.Core.Engine.Stopping;
using Slipway.Core.Engine.Trains;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Core.Engine;

/// <summary>
/// Goes on with release trains and emergency stops and follows promotions, on one of the servers. That it is one only saves work: what is done twice
/// is refused by the store, and what one server leaves half done another goes on with from what is recorded.
/// </summary>
public sealed partial class Conductor(
    TrainLedger trains, TrainDriver driver, StopDriver stops, PromotionFollower promotions, DriftFollower drift, IEventStore store, ILeases leases, ServerNote server, TimeProvider time, ILogger<Conductor> logger)
{
    /// <summary>Who acts, for the record.</summary>
    public const string Actor = "conductor";

    private const string Role = "conductor";

    private const int Page = 500;

    /// <summary>Between rounds: what comes in this time is looked at together.</summary>
    private static readonly TimeSpan GatherFor = TimeSpan.FromMilliseconds(200);

    /// <summary>It looks after this time also where nothing happened; and whoever does not have the role asks for it as often.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    /// <summary>What an emergency stop could not do is tried again after this time.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>It asks for the role anew and looks at all environments after this time, whatever happened: specs change without an event.</summary>
    private static readonly TimeSpan LookAtAllEvery = TimeSpan.FromMinutes(1);

    private DateTimeOffset? _lookedAtAll;
    private IReadOnlyList<Place> _following = [];
    private bool _driftIsDue;

    /// <summary>The last event that was looked at; null: everything has to be.</summary>
    private long? _position;

    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var rest = GatherFor;
            try
            {
                if (await HasRoleAsync(cancellation))
                    await RoundAsync(cancellation);
                else
                    rest = LookEvery;
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                LogFault(e);
                (_lookedAtAll, rest) = (null, LookEvery);
            }

            await Task.Delay(rest, time, cancellation);
        }
    }

    /// <summary>Once it has the role, it looks at everything: whoever had it before may have left anything.</summary>
    private async Task<bool> HasRoleAsync(CancellationToken cancellation)
    {
        if (time.GetUtcNow() - _lookedAtAll < LookAtAllEvery)
            return true;
        _lookedAtAll = null;
        if (await leases.TakeAsync(Role, server.Id, cancellation) is null)
            return false;
        _position = null;
        _following = await promotions.FollowingAsync(cancellation);
        _lookedAtAll = time.GetUtcNow();
        _driftIsDue = true;
        return true;
    }

    /// <summary>Does what there is to do, and waits until there may be more.</summary>
    private async Task RoundAsync(CancellationToken cancellation)
    {
        var head = await store.HeadAsync(cancellation);
        var again = await stops.DriveAsync(cancellation);
        var until = await DriveAsync(cancellation);
        if (_following.Count > 0)
        {
            var changed = _position is { } position ? await ChangedAsync(position, head, cancellation) : null;
            await promotions.FollowAsync(_following.Where(place => changed is null || PromotionFollower.IsConcerned(place, changed)), cancellation);
        }

        _position = head;
        if (_driftIsDue)
            await LookAtDriftAsync(cancellation);
        var patience = again ? RetryAfter : until - time.GetUtcNow() is { } left && left < LookEvery ? left : LookEvery;
        if (patience > TimeSpan.Zero)
            await store.WaitForEventsAsync(head, patience, cancellation);
    }

    /// <summary>What cannot be looked at is looked at a minute later: trains and stops do not wait for it.</summary>
    private async Task LookAtDriftAsync(CancellationToken cancellation)
    {
        _driftIsDue = false;
        try
        {
            await drift.FollowAsync(cancellation);
        }
        catch (PortUnavailableException e)
        {
            LogDriftFault(e.Message);
        }
    }

    private async Task<HashSet<EnvironmentKey>> ChangedAsync(long position, long head, CancellationToken cancellation)
    {
        var changed = new HashSet<EnvironmentKey>();
        while (position < head && await store.ReadAllAsync(position, Page, cancellation) is { Count: > 0 } page)
        {
            foreach (var stored in page)
            {
                if (Streams.TryParse(stored.Stream, out var key))
                    changed.Add(key);
            }

            position = page[^1].Position;
        }

        return changed;
    }

    /// <returns>When one of the trains may go on by time alone; null: none does.</returns>
    private async Task<DateTimeOffset?> DriveAsync(CancellationToken cancellation)
    {
        DateTimeOffset? earliest = null;
        foreach (var id in await trains.LiveAsync(cancellation))
        {
            try
            {
                if (await driver.DriveAsync(id, cancellation) is { } until && (earliest is null || until < earliest))
                    earliest = until;
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                // One train that cannot be driven does not stop the others.
                LogTrainFault(id, e);
            }
        }

        return earliest;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Releases and promotions do not go on for now")]
    private partial void LogFault(Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether everything is as it was rolled out is not known for now: {Reason}")]
    private partial void LogDriftFault(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Release {Train} does not go on for now")]
    private partial void LogTrainFault(string train, Exception fault);
}
