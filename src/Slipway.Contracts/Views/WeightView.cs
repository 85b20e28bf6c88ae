namespace Slipway.Contracts.Views;

/// <summary>The share of requests of one side.</summary>
/// <param name="Slot"><c>blue</c> or <c>green</c>.</param>
/// <param name="Version">Null where nothing runs.</param>
/// <param name="Weight">In percent, 0 to 100.</param>
public sealed record WeightView(string Slot, string? Version, decimal Weight);
