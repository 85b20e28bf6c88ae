namespace Slipway.Bench.Chaos.Watching;

/// <summary>A running process of a version.</summary>
/// <param name="Token">Slipway's own name for this one start of it.</param>
/// <param name="Port">Where it takes requests.</param>
public sealed record Instance(int ProcessId, string App, string Environment, string Version, string Token, int Port)
{
    public string Place => $"{App}/{Environment}";
}
