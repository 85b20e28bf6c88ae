using System.CommandLine;
using Slipway.Cli.Client.Following;
using Slipway.Contracts;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client.Trains;

internal sealed class ReleaseStartVerb : ClientVerb
{
    private readonly Argument<string> _file = new("file") { Description = "The release: its name, environment and waves", HelpName = "FILE" };
    private readonly Option<string?> _reason = ReasonOption.Create();
    private readonly FollowOptions _follow = new();

    public ReleaseStartVerb(Terminal terminal, GlobalOptions globals)
        : base(
            terminal, globals, "start", "Release several apps together, in waves; nothing begins unless each of them could",
            "slipway release start release.yaml --reason \"the spring release\" --watch")
    {
        Arguments.Add(_file);
        Options.Add(_reason);
        _follow.AddTo(this);
    }

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var request = new TrainRequest { Document = Read(call), Reason = call.Value(_reason) };
        var accepted = await call.Client.PostAsync<TrainRequest, TrainView>("api/v1/trains", request, cancellation);
        var follower = new TrainFollower(call, _follow);
        if (follower.IsWanted)
            return await follower.RunAsync(accepted.Id, cancellation);
        call.Print(accepted, (terminal, train) =>
        {
            TrainText.Write(terminal, train);
            terminal.Out.WriteLine($"Follow it: slipway release status {train.Id} --watch");
        });
        return ExitCodes.Done;
    }

    private string Read(ClientCall call)
    {
        var path = Path.GetFullPath(call.Value(_file)!, call.Terminal.Directory);
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbFailedException(ExitCodes.Invalid, $"{path} cannot be read: {e.Message}");
        }
    }
}
