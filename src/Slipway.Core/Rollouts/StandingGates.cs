using Slipway.Core.Gates;
using Slipway.Core.Gates.Windows;
using Slipway.Core.Planning;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts.Events;

namespace Slipway.Core.Rollouts;

/// <summary>
/// The gates that hold at every moment, not at one place of the plan: the time to start, windows, freezes.
/// They are looked at again before each step that changes the environment, and before each new try of it; never on a way back. Pure.
/// </summary>
internal static class StandingGates
{
    /// <summary>Whether the step changes the environment, on the way forward. A rollback that a person asked for is a way back as well.</summary>
    public static bool Guard(RolloutState state, Step? step) =>
        state is { IsRollingBack: false, Plan.Kind: not PlanKind.Rollback }
        && step is ProvisionStep or ShiftStep or PromoteStep or RetireStep;

    /// <summary>What holds up a change now; empty when nothing does.</summary>
    public static IReadOnlyList<Blocker> Blocking(RolloutState state, DateTimeOffset now)
    {
        var found = new List<Blocker>();
        if (state.NotBefore is { } start && now < start.At && !IsOverridden(state, GateKind.Start, now))
            found.Add(new Blocker(GateKind.Start, start.For, Who(GateKind.Start), start.At));
        if (!state.IsEmergency(now) && !IsOverridden(state, GateKind.Window, now) && WindowBlocker(state, now) is { } closed)
            found.Add(closed);
        if (!IsOverridden(state, GateKind.Freeze, now))
        {
            found.AddRange(state.Freezes.Where(f => f.IsActive(now)).Select(f => new Blocker(
                GateKind.Freeze, $"{f.Id} over {f.Scope} to be lifted: {f.Reason} ({f.By})", $"`slipway freeze lift {f.Id}`, or {Who(GateKind.Freeze)}", f.Until)));
        }

        return found;
    }

    /// <summary>What the machine does at a guarded step: what its rule says, unless that would change something while a gate is closed.</summary>
    public static Decision Pass(RolloutState state, DateTimeOffset now, Func<Decision> rule)
    {
        var blocking = Blocking(state, now);
        if (state.Held is not null)
            return blocking.Count == 0 ? new Decision.Record(new StepReleased()) : Wait(state, blocking, now);
        var decision = rule();
        return blocking.Count > 0 && Changes(decision)
            ? new Decision.Record(new StepHeld(blocking))
            : decision;
    }

    public static bool Changes(Decision decision) => decision is Decision.Run or Decision.Record { Event: RolloutPromoted };

    private static Decision.Wait Wait(RolloutState state, IReadOnlyList<Blocker> blocking, DateTimeOffset now)
    {
        var until = blocking.Min(b => b.Earliest);
        var wait = Rollback.Alert(state, now, until, string.Join("; ", blocking.Select(b => b.Sentence)));
        return blocking.Any(b => b.Gate == GateKind.Freeze) ? wait with { Watch = wait.Watch | Watch.Freezes } : wait;
    }

    public static bool IsOverridden(RolloutState state, GateKind gate, DateTimeOffset now) =>
        state.Overrides.Any(o => o.Gate == gate && now < o.Until);

    public static string Who(GateKind gate) => $"`slipway override --gate {gate.ToString().ToLowerInvariant()}`";

    private static Blocker? WindowBlocker(RolloutState state, DateTimeOffset now) =>
        state.Plan.Windows is { } windows && WindowGate.Decide(windows, now, state.IsManual) is { Allowed: false } closed
            ? new Blocker(GateKind.Window, $"the window to open: {closed.Reason}", Who(GateKind.Window), closed.NextOpen)
            : null;
}
