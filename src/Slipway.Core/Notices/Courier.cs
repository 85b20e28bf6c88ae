using System.Text.Json;
using Microsoft.Extensions.Logging;
using Slipway.Core.Notices.Model;
using Slipway.Core.Ports;

namespace Slipway.Core.Notices;

/// <summary>
/// Brings one destination its notices: those of one rollout one after the other, those of several rollouts side by side.
/// So a notice that is not taken holds up the later ones of its rollout to this destination, and nothing else.
/// </summary>
/// <param name="mayDeliver">Whether this server is the one that delivers; asked when there is something to deliver.</param>
/// <param name="chance">For the times between tries.</param>
/// <param name="instruments">Tries are counted there; null: nowhere.</param>
public sealed partial class Courier(
    string destination, INotifier notifier, RetrySpec retry, IDeliveries deliveries, Func<CancellationToken, Task<bool>> mayDeliver,
    Random chance, TimeProvider time, ILogger<Courier> logger, NoticeInstruments? instruments = null)
{
    /// <summary>Notices of different rollouts that are sent at once.</summary>
    private const int MaxUnderWay = 8;

    /// <summary>Between two looks when nothing was told: what another server handed on, or a person had tried again there.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, Task<(Delivery Delivery, SendOutcome Outcome)>> _underWay = new(StringComparer.Ordinal);
    private TaskCompletionSource _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>There may be something to deliver.</summary>
    public void Wake() => Interlocked.Exchange(ref _woken, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>Runs until cancelled. What was not recorded by then is sent again by whoever comes next.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            // Before the look, so that what is handed on meanwhile ends the wait.
            var woken = _woken.Task;
            TimeSpan wait;
            try
            {
                await RecordEndedAsync(cancellation);
                wait = await SendDueAsync(cancellation);
            }
            catch (PortUnavailableException)
            {
                await Task.Delay(LookEvery, time, cancellation);
                continue;
            }

            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            await Task.WhenAny([woken, Task.Delay(wait, time, stop.Token), .. _underWay.Values]);
            await stop.CancelAsync();
        }
    }

    private async Task RecordEndedAsync(CancellationToken cancellation)
    {
        foreach (var (rollout, sending) in _underWay.Where(entry => entry.Value.IsCompleted).ToList())
        {
            var (delivery, outcome) = await sending;
            var now = time.GetUtcNow();
            var tried = Backoff.Judge(retry, delivery, outcome, now, chance.NextDouble());
            await deliveries.RecordAsync(delivery.Id, tried, now, cancellation);
            instruments?.Count(destination, tried.State);
            _underWay.Remove(rollout);
            if (tried.State == DeliveryState.Dead)
                LogDead(delivery.Message.Key, destination, tried.Attempts, tried.Error!);
        }
    }

    /// <returns>How long nothing more is due.</returns>
    private async Task<TimeSpan> SendDueAsync(CancellationToken cancellation)
    {
        // One more than can be under way: so there is one that is not, if there is any.
        var first = await deliveries.ReadFirstAsync(destination, MaxUnderWay + 1, cancellation);
        var waiting = first.Where(d => !_underWay.ContainsKey(d.Message.RolloutId)).ToList();
        var now = time.GetUtcNow();
        var due = waiting.Where(d => d.Due <= now).Take(MaxUnderWay - _underWay.Count).ToList();
        if (due.Count > 0 && !await mayDeliver(cancellation))
            return LookEvery;
        foreach (var delivery in due)
            _underWay[delivery.Message.RolloutId] = SendAsync(delivery, cancellation);
        return waiting.Skip(due.Count).Select(d => d.Due - now).Where(left => left > TimeSpan.Zero).Append(LookEvery).Min();
    }

    private async Task<(Delivery Delivery, SendOutcome Outcome)> SendAsync(Delivery delivery, CancellationToken cancellation)
    {
        try
        {
            return (delivery, await notifier.SendAsync(delivery.Message.Key, NoticeBody.Read(delivery.Message.Json), cancellation));
        }
        catch (JsonException fault)
        {
            return (delivery, new SendOutcome.Refused($"The notice cannot be read: {fault.Message}"));
        }
        catch (Exception bug) when (!cancellation.IsCancellationRequested)
        {
            LogBug(bug, notifier.Name);
            return (delivery, new SendOutcome.Again($"A fault of this program: {bug.GetType().Name}"));
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Notice {Key} is not delivered to {Destination} after {Attempts} tries: {Reason}. `slipway notices retry` tries it again")]
    private partial void LogDead(string key, string destination, int attempts, string reason);

    [LoggerMessage(Level = LogLevel.Critical, Message = "A fault of this program in the channel {Channel}; trying again")]
    private partial void LogBug(Exception fault, string channel);
}
