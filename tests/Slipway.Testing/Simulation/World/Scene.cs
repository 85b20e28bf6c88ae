using Slipway.Core.Analysis;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Testing.Simulation.Checks;

namespace Slipway.Testing.Simulation.World;

/// <summary>
/// What is really there in one environment: instances, router, requests. It does what the ports' contracts say and no more,
/// knows the truth, and notes where an order harms the service.
/// </summary>
public sealed class Scene(EnvironmentKey key, Func<ReleaseVersion, Character> characters, TimeProvider time, Verdicts verdicts)
{
    /// <summary>What was seen of the world so long ago may be what an order was decided on.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(12);

    private readonly PerSlot<Side> _sides = new(new Side(Slot.Blue), new Side(Slot.Green));
    private readonly Traffic _traffic = new(time.GetUtcNow());
    private readonly List<(DateTimeOffset Until, TrafficSplit Split)> _past = [];
    private readonly List<(DateTimeOffset At, Slot Slot, WorkloadStatus Status)> _looks = [];
    private TrafficSplit _told;
    private DateTimeOffset _inForceAt;
    private DateTimeOffset _staleUntil;
    private (long Fence, int Turn, long Sent) _last;

    public DateTimeOffset RouterAwayUntil { get; set; }

    public DateTimeOffset TargetAwayUntil { get; set; }

    public DateTimeOffset MetricsAwayUntil { get; set; }

    /// <summary>False only to show that the simulator notices.</summary>
    public bool RefusesStaleOrders { get; set; } = true;

    /// <summary>False only to show that the simulator notices.</summary>
    public bool RefusesOvertakenOrders { get; set; } = true;

    public TrafficSplit InForce => Now >= _inForceAt ? _told : Before;

    private TrafficSplit Before => _past.Count == 0 ? TrafficSplit.None : _past[^1].Split;

    private DateTimeOffset Now => time.GetUtcNow();

    public ReleaseVersion? VersionOn(Slot slot) => _sides[slot].Version;

    public Character CharacterOn(Slot slot) => _sides[slot].Character;

    public WorkloadStatus On(Slot slot) => _sides[slot].Look(Now);

    public void Die(Slot slot, TimeSpan rest, bool all) => _sides[slot].Die(Now, rest, all);

    public void ResetCounters() => _traffic.Reset();

    public void SilenceUntil(DateTimeOffset until)
    {
        Count();
        _traffic.SilentUntil = until;
    }

    /// <summary>All that was away is there again.</summary>
    public void Heal()
    {
        (RouterAwayUntil, TargetAwayUntil, MetricsAwayUntil) = (default, default, default);
        _staleUntil = default;
        SilenceUntil(default);
    }

    /// <param name="sent">Number of the order among all that were sent.</param>
    public void Apply(Workload workload, EffectOrder order, long sent)
    {
        RefuseWhile(TargetAwayUntil, "the target");
        Admit(order, sent, changes: _sides[workload.Slot].Wanted != workload.Replicas);
        Count();
        var (slot, there, other) = (workload.Slot, On(workload.Slot), On(workload.Slot.Other()));
        if (workload.Replicas == 0 && there.Ready > 0 && other.Ready > 0)
        {
            var free = Now - (LastTraffic(slot) ?? DateTimeOffset.MinValue);
            if (free + verdicts.ClockSpread < workload.Drain || !InForce[slot].IsZero)
                verdicts.Harm("drain", key, $"{order.Key} stops {slot.Label()}, which has {InForce[slot]} of the traffic and had some {free.TotalSeconds:0.0} s ago; it drains for {workload.Drain.TotalSeconds:0} s");
        }

        if (workload.Replicas > 0 && there.Instances.Count > 0 && _sides[slot].Version != workload.Version)
            verdicts.Harm("slot", key, $"{order.Key} starts {workload.Version} on {slot.Label()}, where {there.Version} still runs");
        _sides[slot].Want(workload.Version, characters(workload.Version), workload.Replicas, Now);
    }

    /// <param name="late">After this time it comes into force.</param>
    /// <param name="stale">So long the router shows the old split.</param>
    public void Set(Route route, EffectOrder order, long sent, TimeSpan late = default, TimeSpan stale = default)
    {
        RefuseWhile(RouterAwayUntil, "the router");
        Admit(order, sent, changes: _told != route.Split);
        Count();
        foreach (var slot in Slots.All)
        {
            On(slot);
            // Back to stable it goes in any case.
            if (slot != route.Stable && route.Split[slot] > InForce[slot] && Now - _sides[slot].LastReady > Recent + verdicts.Stall && On(slot.Other()).Ready > 0)
                verdicts.Harm("readiness", key, $"{order.Key} gives {slot.Label()} {route.Split[slot]} of the traffic, and no instance there has been ready since {_sides[slot].LastReady:HH:mm:ss}");
        }

        _past.Add((Now + late, InForce));
        (_told, _inForceAt, _staleUntil) = (route.Split, Now + late, Now + stale);
    }

    public TrafficSplit? ReadSplit()
    {
        RefuseWhile(RouterAwayUntil, "the router");
        return Now < _staleUntil ? Before : InForce;
    }

    public WorkloadStatus Read(Slot slot)
    {
        RefuseWhile(TargetAwayUntil, "the target");
        var status = On(slot);
        _looks.RemoveAll(look => Now - look.At > Recent + verdicts.Stall);
        _looks.Add((Now, slot, status));
        return status;
    }

    public TrafficSample Measure()
    {
        RefuseWhile(MetricsAwayUntil, "the metrics");
        Count();
        return new TrafficSample(Now, _traffic.Read());
    }

    public IReadOnlyList<CheckResult> RunChecks(Slot slot, IReadOnlyList<CheckSpec> checks)
    {
        RefuseWhile(TargetAwayUntil, "the target");
        return [.. checks.Select(check => new CheckResult(check.Name, slot.Label(), !_sides[slot].Character.FailsChecks, "503"))];
    }

    /// <summary>Whether the split was in force within the last moments.</summary>
    public bool WasInForce(TrafficSplit split) => InForce == split || _past.Any(p => p.Split == split && Now - p.Until < Recent + verdicts.Stall);

    /// <summary>Whether somebody who looked within the last moments saw this many instances.</summary>
    public bool WasSeen(Slot slot, Func<WorkloadStatus, bool> sight) => _looks.Any(look => look.Slot == slot && Now - look.At < Recent + verdicts.Stall && sight(look.Status));

    /// <summary>When the side last had requests; now, while it has; null when it never had.</summary>
    private DateTimeOffset? LastTraffic(Slot slot)
    {
        if (!InForce[slot].IsZero)
            return Now;
        var last = _past.FindLastIndex(p => !p.Split[slot].IsZero);
        return last < 0 ? null : _past[last].Until;
    }

    private void Admit(EffectOrder order, long sent, bool changes)
    {
        if (order.Fence < _last.Fence ? RefusesStaleOrders : RefusesOvertakenOrders && order.IsOlderThan(_last.Fence, _last.Turn))
            throw new StaleFenceException($"{order.Key}: fence {order.Fence}, turn {order.Turn} is older than {_last.Fence}, {_last.Turn}");
        if (order.Fence < _last.Fence)
            verdicts.Harm("fence", key, $"{order.Key} is carried out with fence {order.Fence} after one with {_last.Fence}");
        else if (sent < _last.Sent && changes)
            verdicts.Harm("order", key, $"{order.Key} is carried out after a later order, and changes what that made");
        _last = (Math.Max(order.Fence, _last.Fence), order.Fence > _last.Fence ? order.Turn : Math.Max(order.Turn, _last.Turn), Math.Max(sent, _last.Sent));
    }

    private void RefuseWhile(DateTimeOffset until, string what)
    {
        if (Now < until)
            throw new PortUnavailableException($"{what} does not answer");
    }

    private void Count() => _traffic.CountUntil(Now, InForce, slot => _sides[slot].Character);
}
