namespace Slipway.Core.Specs.Model;

/// <summary>From where a release may come to an environment.</summary>
public sealed record PromotionSpec
{
    /// <summary>Environments of the same app; the release was promoted in any one of them and is not taken back there. At least one.</summary>
    public required IReadOnlyList<string> After { get; init; }

    /// <summary>So long it has to be stable there first.</summary>
    public TimeSpan Soak { get; init; }

    /// <summary>True: a release that is through there is deployed by itself.</summary>
    public bool Auto { get; init; }
}
