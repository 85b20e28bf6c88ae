using System.Globalization;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Local.Processes;

/// <summary>What a slot's record becomes when a workload is applied to it.</summary>
internal static class Scaling
{
    /// <summary>Instances are added or begin to leave until as many stay as are wanted; failed ones get another chance.</summary>
    public static SlotRecord Apply(SlotRecord slot, Workload workload, DateTimeOffset now)
    {
        var instances = slot.Instances.Select(i => Revive(i, now)).ToList();
        var staying = instances.Where(i => !i.Leaving).ToList();
        foreach (var surplus in staying.OrderBy(Worth).ThenByDescending(i => i.Number).Take(staying.Count - workload.Replicas).ToList())
        {
            instances.Remove(surplus);
            if (surplus.Phase != InstancePhase.Waiting)
                instances.Add(Leave(surplus, workload.Drain, now));
        }
        for (var missing = workload.Replicas - staying.Count; missing > 0; missing--)
            instances.Add(New(instances, workload, now));

        var nothing = workload.Replicas == 0 && instances.Count == 0;
        return slot with
        {
            Workload = nothing ? null : workload,
            LastVersion = workload.Version,
            Instances = [.. instances.OrderBy(i => i.Number)],
        };
    }

    /// <summary>First to go is what serves least.</summary>
    private static int Worth(InstanceRecord instance) => instance switch
    {
        { Phase: InstancePhase.Running, Ready: true } => 2,
        { Phase: InstancePhase.Running } => 1,
        _ => 0,
    };

    private static InstanceRecord Revive(InstanceRecord instance, DateTimeOffset now) =>
        instance switch
        {
            { Failure: null } => instance,
            { Phase: InstancePhase.Waiting } => instance with { Since = now, Due = now, Ends = [], Failure = null },
            _ => instance with { Ends = [], Failure = null },
        };

    private static InstanceRecord Leave(InstanceRecord instance, TimeSpan drain, DateTimeOffset now) => instance.Phase switch
    {
        // Whether there is a process is not known yet; once it is, the leaving is seen.
        InstancePhase.Starting => instance with { Leaving = true },
        InstancePhase.Stopping => instance with { Leaving = true },
        // One that never had requests has none to finish.
        _ => instance with
        {
            Leaving = true,
            Ready = false,
            Phase = InstancePhase.Draining,
            Since = now,
            Due = instance.WasReady ? now + drain : now,
        },
    };

    private static InstanceRecord New(List<InstanceRecord> present, Workload workload, DateTimeOffset now)
    {
        var number = Enumerable.Range(1, present.Count + 1).First(n => present.TrueForAll(i => i.Number != n));
        return new InstanceRecord
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{workload.Slot.Label()}-{workload.Version}-{number}"),
            Number = number,
            Phase = InstancePhase.Waiting,
            Since = now,
            Due = now,
        };
    }
}
