namespace Slipway.Core.Ports;

/// <summary>An adapter could not do or read something now: a person reads the message, the engine tries again.</summary>
/// <param name="message">What failed, with place and remedy; no secret.</param>
/// <param name="outcomeUnknown">True when the effect may have happened all the same (a time-out after sending).</param>
public sealed class PortUnavailableException(string message, bool outcomeUnknown = false, Exception? inner = null) : Exception(message, inner)
{
    public bool OutcomeUnknown { get; } = outcomeUnknown;
}
