using System.CommandLine;
using Slipway.Cli.Client.Following;
using Slipway.Contracts;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client.Trains;

internal sealed class ReleaseStatusVerb : ClientVerb
{
    private readonly Argument<string?> _release = ReleaseArgument.Create();
    private readonly FollowOptions _follow = new();

    public ReleaseStatusVerb(Terminal terminal, GlobalOptions globals)
        : base(
            terminal, globals, "status", "Show a release: each wave, each app, and what it waits for",
            "slipway release status", "slipway release status spring-1.1 --watch")
    {
        Arguments.Add(_release);
        _follow.AddTo(this);
    }

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var id = await ReleaseArgument.ResolveAsync(call, _release, cancellation);
        var follower = new TrainFollower(call, _follow);
        if (follower.IsWanted)
            return await follower.RunAsync(id, cancellation);
        call.Print(await call.Client.GetAsync<TrainView>($"api/v1/trains/{Uri.EscapeDataString(id)}", cancellation), TrainText.Write);
        return ExitCodes.Done;
    }
}
