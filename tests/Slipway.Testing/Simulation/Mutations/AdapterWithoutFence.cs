using Slipway.Testing.Simulation.World;

namespace Slipway.Testing.Simulation.Mutations;

internal sealed class AdapterWithoutFence : Mutation
{
    public override string Name => "target and router carry out orders of a server that has lost its lease";

    public override void Change(Scene scene) => scene.RefusesStaleOrders = false;
}
