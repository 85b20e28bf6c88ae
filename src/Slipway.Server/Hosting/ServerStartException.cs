namespace Slipway.Server.Hosting;

/// <summary>The server cannot start. The message says what is wrong, where, and what to do.</summary>
public sealed class ServerStartException(string message, Exception? inner = null) : Exception(message, inner);
