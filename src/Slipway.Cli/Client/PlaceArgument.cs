using System.CommandLine;
using Slipway.Contracts;

namespace Slipway.Cli.Client;

/// <summary><c>shop/production</c>, in place of --app and --env.</summary>
internal static class PlaceArgument
{
    public static Argument<string?> Create() => new("place")
    {
        Description = "The app and the environment, as shop/production [default: --app and --env, or the only one]",
        HelpName = "APP/ENV",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>What it names; else what --app and --env do.</summary>
    /// <exception cref="VerbFailedException">It is not two names with a slash between them.</exception>
    public static (string? App, string? Environment) Read(ClientCall call, Argument<string?> argument) => call.Value(argument) switch
    {
        null => (call.App, call.Environment),
        var text when text.Split('/') is [{ Length: > 0 } app, { Length: > 0 } environment] => (app, environment),
        var text => throw new VerbFailedException(ExitCodes.Invalid, $"'{text}' is no place: write the app and the environment, as shop/production"),
    };
}
