namespace Slipway.Core.Specs.Model;

/// <summary>What happens when an instance ends by itself.</summary>
public sealed record RestartSpec
{
    /// <summary>Before the first restart; doubled for each further one.</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>This many ends <see cref="Within"/> this time are a crash loop. 1 to 100.</summary>
    public int Crashes { get; init; } = 3;

    public TimeSpan Within { get; init; } = TimeSpan.FromMinutes(5);
}
