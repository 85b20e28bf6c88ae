namespace Slipway.Cli.Client.Api;

/// <summary>The server cannot be reached, or the connection was lost.</summary>
/// <param name="sent">True when a change may have been made all the same: the request was on its way.</param>
internal sealed class ServerGoneException(string message, bool sent) : Exception(message)
{
    public bool Sent { get; } = sent;
}
