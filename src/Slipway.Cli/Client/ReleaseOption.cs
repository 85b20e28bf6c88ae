using System.CommandLine;

namespace Slipway.Cli.Client;

/// <summary><c>--release 2.0.0</c>: the version that an answer to a checklist is about.</summary>
internal static class ReleaseOption
{
    public static Option<string?> Create() =>
        new("--release") { Description = "The version that it is about [default: the one on its way, else the stable one]", HelpName = "VERSION" };
}
