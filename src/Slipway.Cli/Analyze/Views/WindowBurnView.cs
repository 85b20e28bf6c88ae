using Slipway.Core.Analysis.BurnRate;
using Slipway.Core.Specs.Text;

namespace Slipway.Cli.Analyze.Views;

internal sealed record WindowBurnView(string Long, string Short, double? BurnLong, double? BurnShort, bool Firing)
{
    public static WindowBurnView Of(WindowBurn burn) => new(
        SpecDuration.Format(burn.Window.Long), SpecDuration.Format(burn.Window.Short), AnalysisJson.Finite(burn.BurnLong), AnalysisJson.Finite(burn.BurnShort), burn.Firing);
}
