using System.CommandLine;
using System.CommandLine.Parsing;
using Slipway.Contracts;
using Slipway.Contracts.Problems;
using Slipway.Core.Analysis.BurnRate;
using Slipway.Core.Specs.Text;

namespace Slipway.Cli.Analyze.Files;

/// <summary>What a CSV file cannot say itself. A JSON file does, under keys of the same names.</summary>
internal sealed class SettingOptions
{
    public Option<double?> Alpha { get; } = Number("--alpha", "sequential: chance of ever failing a version that is not worse [default: 0.05]");
    public Option<double?> Tolerance { get; } = Number("--tolerance", "sequential: how much above the baseline's rate is not worse [default: 0]; kayenta: part of a shift that is no difference [default: 0.25]");
    public Option<double?> Concentration { get; } = Number("--concentration", "sequential: weight of the mixture's prior [default: 2]");
    public Option<double?> Confidence { get; } = Number("--confidence", "kayenta: of the intervals [default: 0.98]");
    public Option<int?> MinPoints { get; } = new("--min-points") { Description = "kayenta: fewer in an arm are no data [default: 5]", HelpName = "N" };
    public Option<double?> Pass { get; } = Number("--pass", "kayenta: score that passes [default: 95]");
    public Option<double?> Marginal { get; } = Number("--marginal", "kayenta: score that is marginal [default: 75]");
    public Option<double?> Slo { get; } = Number("--slo", "burn-rate: part of the requests that shall be good, such as 0.999");

    public Option<string[]> Window { get; } = new("--window")
    {
        Description = "burn-rate: an alert over two windows, and its factor; may be given several times [default: 1h/5m/14.4 and 6h/30m/6]",
        HelpName = "LONG/SHORT/FACTOR",
    };

    public IReadOnlyList<Option> All => [Alpha, Tolerance, Concentration, Confidence, MinPoints, Pass, Marginal, Slo, Window];

    /// <exception cref="VerbFailedException">An option was given that is none of these.</exception>
    public void RefuseAllBut(IReadOnlyList<Option> allowed, ParseResult parsed, string why)
    {
        var refused = All.Where(option => !allowed.Contains(option) && parsed.GetResult(option) is OptionResult { Implicit: false });
        var errors = refused.Select(option => new ProblemError(option.Name, null, why)).ToList();
        if (errors.Count > 0)
            throw new VerbFailedException(ExitCodes.Invalid, errors);
    }

    /// <summary>The windows that were given; else those that wake a person.</summary>
    public IReadOnlyList<BurnRateWindow> Windows(ParseResult parsed) =>
        parsed.GetValue(Window) is { Length: > 0 } texts ? [.. texts.Select(ParseWindow)] : BurnRateWindow.Pages;

    private static BurnRateWindow ParseWindow(string text) =>
        text.Split('/') is [var first, var second, var third]
        && SpecDuration.TryParse(first, out var inLong) && SpecDuration.TryParse(second, out var inShort)
        && double.TryParse(third, System.Globalization.CultureInfo.InvariantCulture, out var factor)
            ? new BurnRateWindow(inLong, inShort, factor)
            : throw new VerbFailedException(ExitCodes.Invalid, [new ProblemError("--window", null, $"'{text}' is no window; write it as 1h/5m/14.4")]);

    private static Option<double?> Number(string name, string description) => new(name) { Description = description, HelpName = "NUMBER" };
}
