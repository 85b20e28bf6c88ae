using Slipway.Cli.Analyze.Plots;

namespace Slipway.Cli.Analyze.Files;

/// <summary>What a judge said of a file, in all the forms that the verb may be asked for.</summary>
/// <param name="ExitCode">One of <see cref="Contracts.ExitCodes"/>.</param>
/// <param name="Json">The whole result.</param>
/// <param name="Print">Writes it for people.</param>
/// <param name="Plot">Draws why.</param>
internal sealed record Judged(int ExitCode, string Json, Action<Terminal> Print, Func<SvgPage> Plot);
