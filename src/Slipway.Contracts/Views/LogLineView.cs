namespace Slipway.Contracts.Views;

/// <summary>A line that an instance printed.</summary>
/// <param name="Slot"><c>blue</c> or <c>green</c>.</param>
public sealed record LogLineView(string Slot, string Instance, string Text);
