namespace Slipway.Contracts.Views;

/// <summary>What a batch of alerts set off.</summary>
/// <param name="Critical">Alerts that are firing with severity critical.</param>
/// <param name="Rollouts">Live rollouts that were told.</param>
public sealed record AlertReceiptView(int Critical, IReadOnlyList<string> Rollouts);
