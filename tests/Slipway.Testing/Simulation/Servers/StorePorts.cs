using Slipway.Core.Ports;

namespace Slipway.Testing.Simulation.Servers;

/// <summary>What an engine needs of a store.</summary>
public sealed record StorePorts(IEventStore Events, ILeases Leases, IEvidence Evidence, ISnapshots Snapshots);
