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

    /// <exception cref="VerbFailedException">It is not two names with a slash between them.</exception>
    public static ClientCall Apply(ClientCall call, Argument<string?> argument) => call.Value(argument) switch
    {
        null => call,
        var text when text.Split('/') is [{ Length: > 0 } app, { Length: > 0 } environment] => call with { App = app, Environment = environment },
        var text => throw new VerbFailedException(ExitCodes.Invalid, $"'{text}' is no place: write the app and the environment, as shop/production"),
    };
}
