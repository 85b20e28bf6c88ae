namespace Slipway.Server.Hosting;

/// <summary>The server cannot start, or cannot go on. The message says what is wrong, where, and what to do.</summary>
/// <param name="isInvalidInput">True when what the user gave is wrong, rather than the machine's state.</param>
public sealed class ServerStartException(string message, Exception? inner = null, bool isInvalidInput = false) : Exception(message, inner)
{
    public bool IsInvalidInput { get; } = isInvalidInput;
}
