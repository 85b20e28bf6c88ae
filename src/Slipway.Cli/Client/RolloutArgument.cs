using System.CommandLine;
using Slipway.Contracts;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

/// <summary>Which rollout a verb is about: the one named, or the only live one.</summary>
internal static class RolloutArgument
{
    private const int MostLive = 100;

    public static Argument<string?> Create() =>
        new("rollout") { Description = "Its id [default: the one that is live]", Arity = ArgumentArity.ZeroOrOne, HelpName = "ROLLOUT" };

    /// <exception cref="VerbFailedException">None was named, and none or several are live.</exception>
    public static async Task<string> ResolveAsync(ClientCall call, Argument<string?> argument, CancellationToken cancellation)
    {
        if (call.Value(argument) is { } id)
            return id;
        var live = await LiveAsync(call, cancellation);
        return live.Count switch
        {
            1 => live[0].Id,
            0 => throw new VerbFailedException(ExitCodes.Failed, "no rollout is live; `slipway history` lists those that ended"),
            _ => throw new VerbFailedException(
                ExitCodes.Invalid,
                "several rollouts are live; name one, or --app and --env: "
                + string.Join(", ", live.Select(r => $"{r.Id} ({r.App}/{r.Environment} {r.Version})"))),
        };
    }

    public static Task<IReadOnlyList<RolloutSummaryView>> LiveAsync(ClientCall call, CancellationToken cancellation) =>
        call.Client.GetAsync<IReadOnlyList<RolloutSummaryView>>(
            "api/v1/rollouts" + call.Query(("live", "true"), ("limit", MostLive)), cancellation);
}
