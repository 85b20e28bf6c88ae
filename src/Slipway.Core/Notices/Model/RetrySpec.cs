namespace Slipway.Core.Notices.Model;

/// <summary>How tries of one delivery follow one another.</summary>
public sealed record RetrySpec
{
    /// <summary>Before the second try; doubled for each further one.</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The doubling ends here.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>After so many failed tries it is a dead letter.</summary>
    public int Attempts { get; init; } = 100;

    /// <summary>After so long it is one, too, whatever the number of tries.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromDays(1);
}
