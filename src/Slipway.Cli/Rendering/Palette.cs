using Slipway.Contracts.Views;
using Spectre.Console;

namespace Slipway.Cli.Rendering;

/// <summary>
/// The colours, and the sign beside each that says the same without colour. The darker half of the sixteen, which can be
/// read on a black and on a white ground.
/// </summary>
internal static class Palette
{
    public static readonly Style Plain = Style.Plain;
    public static readonly Style Faint = new(decoration: Decoration.Dim);
    public static readonly Style Strong = new(decoration: Decoration.Bold);
    public static readonly Style Good = new(Color.Green);
    public static readonly Style Busy = new(Color.Teal);
    public static readonly Style Warning = new(Color.Olive);
    public static readonly Style Bad = new(Color.Maroon);

    public static Style Of(RolloutPhase phase) => phase switch
    {
        RolloutPhase.Promoted or RolloutPhase.Succeeded => Good,
        RolloutPhase.Planned or RolloutPhase.Running => Busy,
        RolloutPhase.Paused or RolloutPhase.Waiting or RolloutPhase.Cancelled or RolloutPhase.Superseded => Warning,
        _ => Bad,
    };

    public static (string Sign, Style Style) Of(StepStatus status) => status switch
    {
        StepStatus.Done => ("✔", Good),
        StepStatus.Running => ("◐", Busy),
        StepStatus.Waiting => ("⏸", Warning),
        StepStatus.Failed => ("✘", Bad),
        StepStatus.Skipped => ("–", Faint),
        _ => ("·", Faint),
    };

    public static (string Sign, Style Style) Of(VerdictKind verdict) => verdict switch
    {
        VerdictKind.Pass => ("✔", Good),
        VerdictKind.Fail => ("✘", Bad),
        _ => ("?", Warning),
    };

    /// <summary>By the API's word for an instance's state.</summary>
    public static (string Sign, Style Style) OfInstance(string state) => state switch
    {
        "ready" => ("✔", Good),
        "starting" => ("◐", Busy),
        "crashed" => ("✘", Bad),
        "unready" => ("!", Warning),
        _ => ("·", Faint),
    };

    public static string Label(VerdictKind verdict) => verdict == VerdictKind.InsufficientData ? "insufficient data" : verdict.ToString().ToLowerInvariant();
}
