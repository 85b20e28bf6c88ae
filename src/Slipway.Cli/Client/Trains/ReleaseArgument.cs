using System.CommandLine;
using Slipway.Contracts;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client.Trains;

/// <summary>Which release a verb is about: the one named, or the newest.</summary>
internal static class ReleaseArgument
{
    public static Argument<string?> Create() =>
        new("release") { Description = "Its id [default: the newest]", Arity = ArgumentArity.ZeroOrOne, HelpName = "ID" };

    /// <exception cref="VerbFailedException">None was named, and there is none.</exception>
    public static async Task<string> ResolveAsync(ClientCall call, Argument<string?> argument, CancellationToken cancellation)
    {
        if (call.Value(argument) is { } id)
            return id;
        var newest = await call.Client.GetAsync<IReadOnlyList<TrainView>>("api/v1/trains?limit=1", cancellation);
        return newest is [var train] ? train.Id : throw new VerbFailedException(ExitCodes.Failed, "there is no release yet; `slipway release start FILE` begins one");
    }
}
