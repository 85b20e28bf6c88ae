using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Testing.Simulation.World;

/// <summary>The instances of one side, each with a life of its own.</summary>
public sealed class Side(Slot slot)
{
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(2);

    private readonly List<Instance> _instances = [];
    private Character _character = Character.Good;
    private ReleaseVersion? _version;
    private int _wanted;
    private int _started;

    public ReleaseVersion? Version => _version;

    public int Wanted => _wanted;

    public Character Character => _character;

    /// <summary>When it last had a ready instance, as far as anybody looked.</summary>
    public DateTimeOffset LastReady { get; private set; } = DateTimeOffset.MinValue;

    public void Want(ReleaseVersion version, Character character, int replicas, DateTimeOffset now)
    {
        Forget(now);
        _wanted = replicas;
        if (replicas > 0)
            (_version, _character) = (version, character);
        var running = _instances.Where(i => i.GoneAt is null).ToList();
        foreach (var surplus in running.Skip(replicas))
            surplus.GoneAt = now + StopsWithin;
        for (var missing = replicas - running.Count; missing > 0; missing--)
            _instances.Add(new Instance($"{slot.Label()}-{++_started}") { ReadyAt = now + _character.ReadyAfter });
    }

    /// <summary>One instance ends by itself, or <paramref name="all"/> do, and is started again after <paramref name="rest"/>.</summary>
    public void Die(DateTimeOffset now, TimeSpan rest, bool all)
    {
        Look(now);
        foreach (var instance in _instances.Where(i => i.GoneAt is null).Take(all ? _instances.Count : 1))
            instance.ReadyAt = now + rest + _character.ReadyAfter;
    }

    public WorkloadStatus Look(DateTimeOffset now)
    {
        Forget(now);
        if (!_character.Crashes && _instances.Any(i => i.GoneAt is null && i.ReadyAt <= now))
            LastReady = now;
        return _instances.Count == 0 && _wanted == 0
            ? WorkloadStatus.Nothing
            : new WorkloadStatus(_version, _wanted, [.. _instances.Select(i => Status(i, now))], _character.Crashes && _wanted > 0 ? "it ends as soon as it is started" : null);
    }

    private InstanceStatus Status(Instance instance, DateTimeOffset now)
    {
        var state = instance.GoneAt is not null ? InstanceState.Stopping
            : _character.Crashes ? InstanceState.Crashed
            : now < instance.ReadyAt ? InstanceState.Starting
            : InstanceState.Ready;
        return new InstanceStatus(instance.Id, state, null, 0, now, state == InstanceState.Crashed ? "exit code 1" : "");
    }

    private void Forget(DateTimeOffset now) => _instances.RemoveAll(i => i.GoneAt <= now);

    private sealed class Instance(string id)
    {
        public string Id { get; } = id;

        public DateTimeOffset ReadyAt { get; set; }

        public DateTimeOffset? GoneAt { get; set; }
    }
}
