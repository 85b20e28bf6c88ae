using Slipway.Bench.Chaos.World;

namespace Slipway.Bench.Chaos.Users;

/// <summary>What became of one request of a user.</summary>
/// <param name="Status">The HTTP status; 0 when there was no answer.</param>
/// <param name="Version">The version that says it answered; null when none did.</param>
/// <param name="Detail">Where it failed: what the gateway says, or why there was no answer.</param>
public sealed record UserRequest(Place Place, DateTimeOffset SentAt, DateTimeOffset EndedAt, int Status, string? Version, string? Detail)
{
    public bool IsGood => Status is >= 200 and < 400;

    /// <summary>The side that the gateway blames; null when it blames none.</summary>
    public string? Slot =>
        Detail is null ? null : Detail.Contains("(blue)", StringComparison.Ordinal) ? "blue" : Detail.Contains("(green)", StringComparison.Ordinal) ? "green" : null;
}
