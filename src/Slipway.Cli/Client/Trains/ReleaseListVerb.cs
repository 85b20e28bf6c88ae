using System.CommandLine;
using Slipway.Cli.Output;
using Slipway.Contracts;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client.Trains;

internal sealed class ReleaseListVerb : ClientVerb
{
    private readonly Option<int> _limit = LimitOption.Create("releases", byDefault: 20);

    public ReleaseListVerb(Terminal terminal, GlobalOptions globals)
        : base(terminal, globals, "list", "List releases of several apps, the newest first", "slipway release list") =>
        Options.Add(_limit);

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var trains = await call.Client.GetAsync<IReadOnlyList<TrainView>>($"api/v1/trains?limit={call.Value(_limit)}", cancellation);
        call.Print(trains, (terminal, all) => Listing.Write(
            terminal,
            ["started", "release", "environment", "phase", "apps", "by", "summary"],
            all.Select(t => (IReadOnlyList<string>)
                [Listing.Time(terminal, t.StartedAt), t.Id, t.Environment, t.Phase.Label(), string.Join(", ", t.Apps.Select(a => $"{a.App} {a.Version}")), t.StartedBy, t.Summary])));
        return ExitCodes.Done;
    }
}
