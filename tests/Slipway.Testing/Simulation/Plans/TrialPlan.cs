using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;

namespace Slipway.Testing.Simulation.Plans;

/// <summary>All that a trial depends on: two runs of one plan are the same.</summary>
/// <param name="Seed">It was drawn from this; the characters of the versions still are.</param>
/// <param name="Clocks">For each server by how much its clock is wrong; 1 to 3.</param>
/// <param name="Happenings">In the order of their times.</param>
public sealed record TrialPlan(int Seed, IReadOnlyList<TimeSpan> Clocks, IReadOnlyList<AppSpec> Apps, IReadOnlyList<Happening> Happenings) : ISpecs
{
    Task<SpecSet> ISpecs.ReadAsync(CancellationToken cancellation) => Task.FromResult(new SpecSet(Apps, [], []));
}
