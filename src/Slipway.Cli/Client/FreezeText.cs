using Slipway.Cli.Output;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

/// <summary>A freeze in a line.</summary>
internal static class FreezeText
{
    public static void Write(Terminal terminal, FreezeView freeze) => terminal.Out.WriteLine(
        $"{freeze.Id} over {freeze.Scope} {(freeze.Active ? "since" : "from")} {Listing.Time(terminal, freeze.From)}"
        + $"{(freeze.Until is { } until ? $" until {Listing.Time(terminal, until)}" : ", until it is lifted")}: {freeze.Reason} ({freeze.By})");
}
