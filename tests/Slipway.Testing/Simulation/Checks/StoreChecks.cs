using Slipway.Core.Audit;
using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Simulation;

namespace Slipway.Testing.Simulation.Checks;

/// <summary>Whether what is stored belongs together: events, notices, lists, hashes.</summary>
internal sealed class StoreChecks(InMemoryStore store, Verdicts verdicts)
{
    /// <summary>Of these somebody is told.</summary>
    private static readonly string[] Told =
        ["rollout.planned", "rollout.promoted", "rollout.rolling-back", "rollout.ended", "rollout.waiting", "rollout.paused", "rollout.resumed"];

    private readonly HashSet<string> _expected = [];

    public void Check(Append append, RolloutRow row, RolloutState state, IReadOnlyList<StoredEvent> stored)
    {
        if (row != Ledger.RowOf(state))
            verdicts.Add("list", $"the list says {row}, the events {Ledger.RowOf(state)}");
        if (append.ReplacedRow is { } replaced && stored.All(e => e.Stream != replaced.Id))
            verdicts.Add("list", $"{replaced.Id} is listed anew, and has no event");
        foreach (var e in stored.Where(e => e.Stream == row.Id && Told.Contains(e.Type)))
        {
            var notice = $"{e.Stream}/{e.Version}";
            _expected.Add(notice);
            if (append.Outbox.All(m => m.Key != notice))
                verdicts.Add("outbox", $"{e.Type} of {e.Stream} is stored without its notice {notice}");
        }
    }

    public void CheckAll(IEnumerable<RolloutState> rollouts)
    {
        foreach (var state in rollouts)
        {
            if (!state.IsLive && Completed(store.FindRolloutAsync(state.Id, CancellationToken.None)) is var row && row != Ledger.RowOf(state))
                verdicts.Add("list", $"{state.Id} has ended, the list says {row?.Phase}");
        }

        var pending = Completed(store.ReadPendingAsync(int.MaxValue, CancellationToken.None)).Select(p => p.Message.Key).ToList();
        foreach (var missing in _expected.Except(pending))
            verdicts.Add("outbox", $"notice {missing} is lost");
        var events = Completed(store.ReadAllAsync(0, int.MaxValue, CancellationToken.None));
        if (ChainVerifier.Verify(ChainHead.Genesis, events).Fault is { } fault)
            verdicts.Add("chain", fault.ToString());
    }

    /// <summary>The store in memory answers at once.</summary>
    private static T Completed<T>(Task<T> task) => task.IsCompletedSuccessfully ? task.GetAwaiter().GetResult() : throw new InvalidOperationException("The store did not answer at once");
}
