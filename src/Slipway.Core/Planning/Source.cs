namespace Slipway.Core.Planning;

/// <summary>What a release was built from, as whoever deploys it says.</summary>
/// <param name="Commit">As Git writes it: 7 to 64 hexadecimal digits; null when unknown.</param>
public sealed record Source(string? Commit, string? Branch)
{
    /// <summary>The repository that asks for it, without a password; null when none does.</summary>
    public string? Repository { get; init; }
}
