using Slipway.Testing.Simulation.World;

namespace Slipway.Testing.Simulation.Mutations;

internal sealed class AdapterTakesOvertakenOrders : Mutation
{
    public override string Name => "target and router carry out an order that a later one has overtaken";

    public override void Change(Scene scene) => scene.RefusesOvertakenOrders = false;
}
