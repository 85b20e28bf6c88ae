using Slipway.Bench.Chaos.Checks;
using Slipway.Bench.Chaos.Watching;
using Slipway.Bench.Chaos.World;
using Slipway.Contracts;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;

namespace Slipway.Bench.Chaos.Script;

/// <summary>The person who brings versions out in one place, one after the other, whatever the servers do meanwhile.</summary>
/// <param name="patience">A rollout that has not ended so long after the last command never will.</param>
public sealed class Operator(Place place, People people, Journal journal, TimeSpan patience, TimeProvider time)
{
    private const int PollMilliseconds = 400;

    private const int AcceptedWithinSeconds = 120;
    private const int PauseMilliseconds = 1500;

    /// <summary>A pause that nobody wants any more: it came late, from a server that stood still meanwhile.</summary>
    private const int StrayPauseSeconds = 5;

    /// <summary>Rollouts that have been dealt with; all newer ones are news.</summary>
    private int _known;

    /// <summary>Orders of this place that have been carried out.</summary>
    public int Done { get; private set; }

    public async Task RunAsync(IReadOnlyList<Order> orders, CancellationToken cancellation)
    {
        Done = 0;
        for (var next = 0; next < orders.Count; next++)
        {
            if (await BeginAsync(orders[next], supersede: false, cancellation) is not { } rollout)
                return;
            next += await DisturbAsync(orders[next], next + 1 < orders.Count ? orders[next + 1] : null, rollout, cancellation);
            await EndOfAllAsync(cancellation);
            Done = next + 1;
        }
    }

    /// <summary>Asks until a server takes the order.</summary>
    /// <returns>The rollout's id; null when none did in time, which is a violation.</returns>
    private async Task<string?> BeginAsync(Order order, bool supersede, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        var last = new Reply(0, "nothing was sent");
        while (time.GetElapsedTime(began) < TimeSpan.FromSeconds(AcceptedWithinSeconds))
        {
            var request = new DeployRequest { App = place.App, Environment = place.Environment, Version = order.Version, Supersede = supersede, Reason = $"chaos {order.Version}" };
            last = await people.PostAsync("api/v1/rollouts", request, SlipwayJson.Default.DeployRequest, cancellation);

            // Also where it was refused: an earlier request of ours, whose answer was lost, may be what stands in the way.
            if (await NewestAsync(order.Version, cancellation) is { } id)
                return id;
            if (!last.IsAccepted && !last.IsUnknown && last.Status != 409)
                break;
            await RestAsync(cancellation);
        }

        journal.Add(new Violation("every order is taken", $"{place}: {order.Version} was not taken within {time.GetElapsedTime(began).TotalSeconds:0} s; the last answer was {last.Status}: {last.Body}"));
        return null;
    }

    /// <returns>How many further orders were begun in its place.</returns>
    private async Task<int> DisturbAsync(Order order, Order? successor, string rollout, CancellationToken cancellation)
    {
        if (order.Intervention == Intervention.None)
            return 0;
        await Task.Delay(order.After, time, cancellation);
        switch (order.Intervention)
        {
            case Intervention.Pause:
                if ((await CommandAsync(rollout, "pause", Intervention.Pause, cancellation)).Accepted != false)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(PauseMilliseconds), time, cancellation);
                    await ResumeAsync(rollout, cancellation);
                }

                return 0;
            case Intervention.Abort:
                await CommandAsync(rollout, "abort", Intervention.Abort, cancellation);
                return 0;
            case Intervention.Rollback:
                var back = await people.PostAsync(
                    "api/v1/rollbacks", new RollbackRequest { App = place.App, Environment = place.Environment, Reason = "chaos" }, SlipwayJson.Default.RollbackRequest, cancellation);
                journal.Add(new Sent(rollout, Intervention.Rollback, time.GetUtcNow(), back.Accepted));
                return 0;
            default:
                if (successor is null)
                    return 0;
                journal.Add(new Sent(rollout, Intervention.Supersede, time.GetUtcNow(), null));
                await BeginAsync(successor, supersede: true, cancellation);
                return 1;
        }
    }

    private async Task<Reply> CommandAsync(string rollout, string verb, Intervention what, CancellationToken cancellation)
    {
        var reply = await people.PostAsync($"api/v1/rollouts/{rollout}/{verb}", new CommandRequest { Reason = "chaos" }, SlipwayJson.Default.CommandRequest, cancellation);
        journal.Add(new Sent(rollout, what, time.GetUtcNow(), reply.Accepted));
        return reply;
    }

    private async Task ResumeAsync(string rollout, CancellationToken cancellation)
    {
        var body = new CommandRequest { Reason = "chaos" };
        while ((await people.PostAsync($"api/v1/rollouts/{rollout}/resume", body, SlipwayJson.Default.CommandRequest, cancellation)).IsUnknown)
            await RestAsync(cancellation);
    }

    /// <summary>Waits until nothing is under way in the place, also what a late request may have begun.</summary>
    private async Task EndOfAllAsync(CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        long? paused = null;
        while (true)
        {
            var rollouts = await people.RolloutsAsync(place, cancellation);
            var live = rollouts?.FirstOrDefault(rollout => rollout.EndedAt is null);
            if (rollouts is not null && live is null)
            {
                _known = Math.Max(_known, rollouts.Max(rollout => NumberOf(rollout.Id)));
                return;
            }

            paused = live?.Phase == RolloutPhase.Paused ? paused ?? time.GetTimestamp() : rollouts is null ? paused : null;
            if (paused is { } since && time.GetElapsedTime(since) > TimeSpan.FromSeconds(StrayPauseSeconds))
            {
                journal.Count("pauses that came late and were lifted");
                await ResumeAsync(live!.Id, cancellation);
                paused = null;
            }

            if (time.GetElapsedTime(began) > patience && live is not null)
            {
                await GiveUpAsync(live.Id, cancellation);
                began = time.GetTimestamp();
            }

            await RestAsync(cancellation);
        }
    }

    /// <summary>It is a violation; the place is freed for what comes next.</summary>
    private async Task GiveUpAsync(string rollout, CancellationToken cancellation)
    {
        var view = await people.RolloutAsync(rollout, cancellation);
        journal.Add(new Violation(
            "every rollout ends", $"{rollout} has not ended {patience.TotalSeconds:0} s after the last command; it is {view?.Phase}: {view?.Summary} {view?.WaitingFor}"));
        await CommandAsync(rollout, "abort", Intervention.Abort, cancellation);
    }

    /// <summary>The rollout of a version that has come since the last end; null when there is none, or nobody says.</summary>
    private async Task<string?> NewestAsync(string version, CancellationToken cancellation) =>
        (await people.RolloutsAsync(place, cancellation))?.FirstOrDefault(rollout => rollout.Version == version && NumberOf(rollout.Id) > _known)?.Id;

    private static int NumberOf(string rollout) => int.Parse(rollout[(rollout.LastIndexOf('.') + 1)..]);

    private Task RestAsync(CancellationToken cancellation) => Task.Delay(TimeSpan.FromMilliseconds(PollMilliseconds), time, cancellation);
}
