namespace Slipway.Bench.Chaos.Watching;

/// <summary>More processes of one version in one place than are wanted.</summary>
public sealed record Surplus(DateTimeOffset At, string Place, string Version, IReadOnlyList<Instance> Instances)
{
    public override string ToString() =>
        $"{At:HH:mm:ss.fff} {Place} has {Instances.Count} processes of {Version}: {string.Join(", ", Instances.Select(one => $"{one.ProcessId} (port {one.Port}, {one.Token})"))}";
}
