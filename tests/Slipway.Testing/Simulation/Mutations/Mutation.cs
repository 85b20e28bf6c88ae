using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Testing.Simulation.Servers;
using Slipway.Testing.Simulation.World;

namespace Slipway.Testing.Simulation.Mutations;

/// <summary>A deliberate mistake in one place of the product. The simulator has to notice it.</summary>
public abstract class Mutation
{
    /// <summary>What is wrong, in words: <c>scales down before the traffic is gone</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The pure functions of one life of a server; null: the real ones.</summary>
    public virtual Logic? Logic() => null;

    /// <summary>The store as the engine meets it.</summary>
    public virtual StorePorts Store(StorePorts real) => real;

    /// <summary>The store as the commands of people meet it.</summary>
    public virtual IEventStore ServiceStore(IEventStore real) => real;

    /// <summary>What carries orders out.</summary>
    public virtual void Change(Scene place)
    {
    }
}
