using Slipway.Core.Planning;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts;
using Slipway.Core.Simulation;
using Slipway.Core.Values;
using Slipway.Testing.Simulation.World;

namespace Slipway.Testing.Simulation.Checks;

/// <summary>Whether what has to happen happens soon, while nothing is wrong with the world.</summary>
internal sealed class PromptChecks(Earth earth, Verdicts verdicts, VirtualTime time)
{
    private static readonly TimeSpan AlertWithin = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan TimerWithin = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan BackWithin = TimeSpan.FromMinutes(2);

    /// <summary>Longer than any rule of a trial's app looks, and a fair number of requests takes.</summary>
    private static readonly TimeSpan BadWithin = TimeSpan.FromSeconds(30);

    /// <summary>A server whose clock is further from the gateway's takes part of what was measured for too old or too new, and may have to ask a person.</summary>
    private static readonly TimeSpan ClockDoesNotMatter = TimeSpan.FromSeconds(1);

    public Health Health { get; } = new();

    public void Check(Watched watched)
    {
        var (state, now) = (watched.State, time.GetUtcNow());
        if (!state.IsLive || state.After is not null)
            return;
        if (watched.AlertedAt is { } alerted && Health.Between(alerted, now) > AlertWithin)
            verdicts.Add("prompt", $"{state.Id} had an alert at {alerted:HH:mm:ss} and is {state.Phase}");
        if (TimerOf(state) is { } timer && Lateness(watched, timer, now) is var late && late > TimerWithin + verdicts.ClockSpread)
            verdicts.Add("prompt", $"{state.Id} has a timer of {timer}, and nothing has happened for {late} after");
        CheckWayBack(watched, now);
        CheckBadVersion(watched, now);
    }

    /// <summary>After which time of its step the rollout has to do something; null while that is not a matter of time.</summary>
    private static TimeSpan? TimerOf(RolloutState state) => state switch
    {
        { Phase: not RolloutPhase.Running } => null,
        { CurrentStep: WaitStep wait } => wait.For,
        { CurrentStep: ObserveStep observe, VerdictTaken: false, Effect: null, Full: false } => observe.For,
        _ => null,
    };

    private TimeSpan Lateness(Watched watched, TimeSpan timer, DateTimeOffset now)
    {
        var over = watched.Lasted(now) - timer;
        return over > TimeSpan.Zero ? Health.Between(now - over, now, Health.Takeover) : TimeSpan.Zero;
    }

    /// <summary>Stable gets the traffic back within a bounded time once the router answers.</summary>
    private void CheckWayBack(Watched watched, DateTimeOffset now)
    {
        var state = watched.State;
        if (watched.GoingBackSince is not { } since)
            return;
        var scene = earth[state.Plan.Environment];
        if (state.Plan is not { From: not null, Traffic: not null, Kind: not PlanKind.Switch } || scene.InForce == TrafficSplit.AllTo(state.Plan.StableSlot))
            watched.GoingBackSince = null;
        else if (Health.Between(since, now) > BackWithin)
            verdicts.Add("prompt", $"{state.Id} has been going back since {since:HH:mm:ss}, and the traffic is {scene.InForce}");
    }

    /// <summary>A version that answers with errors is taken back while it is watched.</summary>
    private void CheckBadVersion(Watched watched, DateTimeOffset now)
    {
        var (state, scene) = (watched.State, earth[watched.State.Plan.Environment]);
        var isBad = verdicts.ClockSpread < ClockDoesNotMatter && state is { IsRollingBack: false, IsPromoted: false, Full: false, CurrentStep: ObserveStep or WaitStep or ConfirmStep }
            && scene.CharacterOn(state.Plan.Slot).ErrorRate > 0.4 && scene.InForce[state.Plan.Slot] >= Weight.FromPercent(5) && state.ExposedAt is not null;
        if (!isBad)
            watched.BadSince = null;
        else if (Health.Between(watched.BadSince ??= now, now) > BadWithin + verdicts.ClockSpread)
            verdicts.Add("prompt", $"{state.Id} has had a bad version in the traffic since {watched.BadSince:HH:mm:ss}");
    }
}
