using Slipway.Bench.Chaos.Faults;
using Slipway.Bench.Chaos.Script;
using Slipway.Bench.Chaos.Users;
using Slipway.Bench.Chaos.Watching;
using Slipway.Bench.Chaos.World;

namespace Slipway.Bench.Chaos.Checks;

/// <summary>All that a run has left, for the checks.</summary>
public sealed class Evidence(RunRecord record, IReadOnlyList<Order> orders, Journal journal, IReadOnlyList<UserRequest> requests, IReadOnlyList<Place> places)
{
    private readonly Dictionary<(string Place, string Version), Order> _orders = orders.ToDictionary(order => (order.Place.ToString(), order.Version));

    public RunRecord Record => record;

    public IReadOnlyList<Fault> Faults { get; } = journal.Faults;

    public IReadOnlyList<Sent> Sent { get; } = journal.Sent;

    public IReadOnlyList<UserRequest> Requests => requests;

    public IReadOnlyList<Place> Places => places;

    /// <summary>How a version behaves; null for one that nobody ordered.</summary>
    public Behaviour? BehaviourOf(string place, string version) => _orders.TryGetValue((place, version), out var order) ? order.Behaviour : null;

    public IEnumerable<Fault> FaultsOf(FaultKind kind, string place) => Faults.Where(fault => fault.Kind == kind && fault.Place?.ToString() == place);

    public IEnumerable<RolloutHistory> RolloutsOf(string place) => record.Rollouts.Where(rollout => rollout.Place == place);
}
