using System.CommandLine;
using Slipway.Cli.Output;

namespace Slipway.Cli.Client;

/// <summary>The options of every client verb. They may also stand before the verb.</summary>
internal sealed class GlobalOptions
{
    public Option<string?> Server { get; } = new("--server")
    {
        Description = "Address of the server [default: SLIPWAY_SERVER, else the one started here, else http://127.0.0.1:7070]",
        HelpName = "URL",
    };

    public Option<string?> App { get; } = new("--app") { Description = "The app, where the server has several", HelpName = "NAME" };

    public Option<string?> Environment { get; } =
        new("--env", "--environment") { Description = "The environment, where the app has several", HelpName = "NAME" };

    public Option<string?> TokenFile { get; } = new("--token-file")
    {
        Description = "A file with the token that proves who you are [default: SLIPWAY_TOKEN, else what the server started here left]",
        HelpName = "FILE",
    };

    public Option<string> Output { get; } = OutputOption.Create();

    public IEnumerable<Option> All => [Server, TokenFile, App, Environment, Output];
}
