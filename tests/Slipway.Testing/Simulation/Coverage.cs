using Slipway.Core.Rollouts;
using Slipway.Testing.Simulation.Plans;

namespace Slipway.Testing.Simulation;

/// <summary>What trials have come through, counted.</summary>
public sealed class Coverage
{
    private readonly Dictionary<(string Step, FaultKind Kind), long> _pairs = [];
    private readonly Dictionary<(OperationKind Kind, bool Accepted), long> _operations = [];
    private readonly Dictionary<RolloutPhase, long> _phases = [];
    private readonly Dictionary<(RolloutPhase From, RolloutPhase To), long> _transitions = [];

    public IReadOnlyDictionary<(string Step, FaultKind Kind), long> Pairs => _pairs;

    public IReadOnlyDictionary<(OperationKind Kind, bool Accepted), long> Operations => _operations;

    public IReadOnlyDictionary<RolloutPhase, long> Phases => _phases;

    public IReadOnlyDictionary<(RolloutPhase From, RolloutPhase To), long> Transitions => _transitions;

    public long Events { get; private set; }

    public TimeSpan Simulated { get; set; }

    /// <summary>Faults that struck, by kind.</summary>
    public IEnumerable<KeyValuePair<FaultKind, long>> Faults =>
        _pairs.GroupBy(p => p.Key.Kind).OrderBy(g => g.Key).Select(g => KeyValuePair.Create(g.Key, g.Sum(p => p.Value)));

    /// <summary>What could have happened and never did.</summary>
    public IEnumerable<(string Step, FaultKind Kind)> MissingPairs => FaultKinds.Pairs.Where(p => !_pairs.ContainsKey(p));

    public void Strike(string step, FaultKind kind) => Count(_pairs, (step, kind));

    public void Say(OperationKind kind, bool accepted) => Count(_operations, (kind, accepted));

    public void Record(RolloutPhase? before, RolloutPhase after)
    {
        Events++;
        if (before == after)
            return;
        Count(_phases, after);
        if (before is { } from)
            Count(_transitions, (from, after));
    }

    public void Add(Coverage other)
    {
        Merge(_pairs, other._pairs);
        Merge(_operations, other._operations);
        Merge(_phases, other._phases);
        Merge(_transitions, other._transitions);
        Events += other.Events;
        Simulated += other.Simulated;
    }

    private static void Count<TKey>(Dictionary<TKey, long> counts, TKey key)
        where TKey : notnull => counts[key] = counts.GetValueOrDefault(key) + 1;

    private static void Merge<TKey>(Dictionary<TKey, long> into, Dictionary<TKey, long> from)
        where TKey : notnull
    {
        foreach (var (key, count) in from)
            into[key] = into.GetValueOrDefault(key) + count;
    }
}
