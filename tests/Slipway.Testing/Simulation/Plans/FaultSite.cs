namespace Slipway.Testing.Simulation.Plans;

/// <summary>Where a fault strikes.</summary>
public enum FaultSite
{
    /// <summary>Around an effect.</summary>
    Effect,

    /// <summary>Around an append to the store.</summary>
    Append,

    /// <summary>At any moment of a step.</summary>
    Moment,
}
