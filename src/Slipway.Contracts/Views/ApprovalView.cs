namespace Slipway.Contracts.Views;

/// <summary>An approval that a person gave.</summary>
/// <param name="Counts">False where it does not: expired, or of another plan.</param>
public sealed record ApprovalView(string By, IReadOnlyList<string> Roles, string? Comment, DateTimeOffset At, DateTimeOffset Until, bool Counts);
