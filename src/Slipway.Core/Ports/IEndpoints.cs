using Slipway.Core.Values;

namespace Slipway.Core.Ports;

/// <summary>Where requests may be sent now: what a target tells the routers on the same machine.</summary>
public interface IEndpoints
{
    /// <summary>
    /// Host and port of each instance of the slot that may be given requests: ready, and neither draining nor stopping.
    /// In the order of their ids; empty when there is none.
    /// </summary>
    IReadOnlyList<string> Ready(EnvironmentKey environment, Slot slot);

    /// <summary>
    /// Raised after the answer of <see cref="Ready"/> for a slot of the environment has changed; before an instance that left it is told to end.
    /// Handlers return at once and do not throw.
    /// </summary>
    event Action<EnvironmentKey> Changed;
}
