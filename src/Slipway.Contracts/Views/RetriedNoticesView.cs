namespace Slipway.Contracts.Views;

/// <param name="Retried">How many are tried anew.</param>
public sealed record RetriedNoticesView(int Retried);
