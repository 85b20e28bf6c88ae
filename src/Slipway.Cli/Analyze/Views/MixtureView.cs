namespace Slipway.Cli.Analyze.Views;

internal sealed record MixtureView(double? E, double? EPlus, double? Low, double? High);
