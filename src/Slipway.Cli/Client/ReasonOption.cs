using System.CommandLine;

namespace Slipway.Cli.Client;

/// <summary><c>--reason TEXT</c>.</summary>
internal static class ReasonOption
{
    public static Option<string?> Create() => new("--reason") { Description = "Why, for the record", HelpName = "TEXT" };
}
