namespace Slipway.Core.Specs.Model;

/// <summary>How much of each instance's output is kept.</summary>
public sealed record LogSpec
{
    /// <summary>Bytes at which a log is rotated.</summary>
    public long MaxSize { get; init; } = 10 * 1024 * 1024;

    /// <summary>Rotated files kept for each instance; 0 to 100.</summary>
    public int Keep { get; init; } = 3;
}
