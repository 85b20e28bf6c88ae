namespace Slipway.Contracts.Views;

/// <summary>How requests are divided: as asked for, and as the router says.</summary>
/// <param name="Wanted">Both sides; empty where no requests are routed.</param>
/// <param name="Observed">Read back from the router; empty while it does not answer.</param>
public sealed record WeightsView(IReadOnlyList<WeightView> Wanted, IReadOnlyList<WeightView> Observed)
{
    public static WeightsView None { get; } = new([], []);
}
