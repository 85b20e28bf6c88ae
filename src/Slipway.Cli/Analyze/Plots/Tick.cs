namespace Slipway.Cli.Analyze.Plots;

/// <summary>A value on an axis that is labelled.</summary>
internal readonly record struct Tick(double Value, string Label);
