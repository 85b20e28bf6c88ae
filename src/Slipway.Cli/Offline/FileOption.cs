using System.CommandLine;

namespace Slipway.Cli.Offline;

/// <summary><c>-f slipway.yaml</c>.</summary>
internal static class FileOption
{
    public const string Default = "slipway.yaml";

    public static Option<string> Create() =>
        new("--file", "-f") { Description = "The spec", HelpName = "FILE", DefaultValueFactory = _ => Default };
}
