using Slipway.Bench.Running;

namespace Slipway.Bench.Chaos.Faults;

/// <summary>Which fault comes next: each kind once in random order, then again. So a run of some length has them all.</summary>
public sealed class FaultDeck(BenchStore store, Random chance)
{
    private readonly Queue<FaultKind> _deck = [];

    public FaultKind Draw()
    {
        if (_deck.Count == 0)
        {
            var kinds = Enum.GetValues<FaultKind>().Where(kind => store == BenchStore.Postgres || !IsOfDatabase(kind)).ToArray();
            chance.Shuffle(kinds);
            foreach (var kind in kinds)
                _deck.Enqueue(kind);
        }

        return _deck.Dequeue();
    }

    private static bool IsOfDatabase(FaultKind kind) =>
        kind is FaultKind.DatabaseRestarted or FaultKind.DatabaseCrashed or FaultKind.DatabaseCutOff or FaultKind.DatabaseSilent;
}
