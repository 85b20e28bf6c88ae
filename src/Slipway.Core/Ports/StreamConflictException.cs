namespace Slipway.Core.Ports;

/// <summary>Somebody else wrote to the stream first: read it again and decide anew.</summary>
public sealed class StreamConflictException(string stream, int expected)
    : Exception($"Stream {stream} is no longer at version {expected}")
{
    public string Stream { get; } = stream;
}
