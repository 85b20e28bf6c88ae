using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Local.Processes;

/// <summary>What is durably known of a slot: what is wanted there, and what of it exists.</summary>
internal sealed record SlotRecord
{
    /// <summary>Effects that are done: an order with one of these keys is a repetition.</summary>
    private const int MaxAppliedKeys = 64;

    public static SlotRecord Empty { get; } = new();

    /// <summary>Null when nothing is wanted and nothing is left.</summary>
    public Workload? Workload { get; init; }

    /// <summary>What ran here last, for its logs; null before the first workload.</summary>
    public ReleaseVersion? LastVersion { get; init; }

    /// <summary>In the order of their numbers.</summary>
    public ImmutableArray<InstanceRecord> Instances { get; init; } = [];

    /// <summary>As in <see cref="WorkloadStatus.Failure"/>.</summary>
    [JsonIgnore]
    public string? Failure => Instances.Select(i => i.Failure).FirstOrDefault(f => f is not null);

    /// <summary>Oldest first.</summary>
    public ImmutableArray<string> AppliedKeys { get; init; } = [];

    /// <exception cref="InvalidOperationException">Nothing is wanted here.</exception>
    public ProcessesSpec Spec() =>
        Workload?.Spec as ProcessesSpec ?? throw new InvalidOperationException("The slot has no workload of processes.");

    public SlotRecord WithKey(string key) =>
        this with { AppliedKeys = [.. AppliedKeys.Add(key).TakeLast(MaxAppliedKeys)] };

    public SlotRecord With(InstanceRecord changed) =>
        this with { Instances = [.. Instances.Select(i => i.Id == changed.Id ? changed : i)] };

    /// <summary>Without an instance; without the workload too when it was the last and none is wanted.</summary>
    public SlotRecord Without(InstanceRecord gone)
    {
        var left = Instances.RemoveAll(i => i.Id == gone.Id);
        var done = left.IsEmpty && Workload is { Replicas: 0 };
        return this with { Instances = left, Workload = done ? null : Workload };
    }
}
