namespace Slipway.Cli.Analyze.Views;

internal sealed record GridView(double? E);
