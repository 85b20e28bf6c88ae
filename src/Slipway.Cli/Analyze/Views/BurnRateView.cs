using Slipway.Core.Analysis.BurnRate;

namespace Slipway.Cli.Analyze.Views;

/// <summary>The JSON of a burn rate.</summary>
internal sealed record BurnRateView(bool Firing, IReadOnlyList<WindowBurnView> Windows, double? BudgetRemaining)
{
    public static BurnRateView Of(BurnRateResult result) => new(result.Firing, [.. result.Windows.Select(WindowBurnView.Of)], AnalysisJson.Finite(result.BudgetRemaining));
}
