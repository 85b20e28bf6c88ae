namespace Slipway.Bench.Chaos.Checks;

/// <summary>Something that must not have been.</summary>
/// <param name="Check">Which rule it breaks.</param>
/// <param name="What">What was seen, where and when: enough to find it in the record.</param>
public sealed record Violation(string Check, string What);
