namespace Slipway.Bench.Running;

/// <summary>What a <see cref="Relay"/> does with its connections.</summary>
public enum RelayMode
{
    /// <summary>Passes all bytes on.</summary>
    Open,

    /// <summary>Keeps connections and takes new ones, but passes nothing on: a network that has gone silent.</summary>
    Silent,

    /// <summary>Has ended its connections and ends each new one at once: a cable that was pulled out.</summary>
    Cut,
}
