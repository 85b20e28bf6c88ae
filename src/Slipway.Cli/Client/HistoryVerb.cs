using System.CommandLine;
using Slipway.Cli.Output;
using Slipway.Contracts;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

internal sealed class HistoryVerb : ClientVerb
{
    private readonly Option<int> _limit = LimitOption.Create("rollouts", byDefault: 20);

    public HistoryVerb(Terminal terminal, GlobalOptions globals)
        : base(terminal, globals, "history", "List rollouts, the newest first, with what came of each", "slipway history", "slipway history --env production -o json") =>
        Options.Add(_limit);

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var rollouts = await call.Client.GetAsync<IReadOnlyList<RolloutSummaryView>>(
            "api/v1/rollouts" + call.Query(("limit", call.Value(_limit))), cancellation);
        call.Print(rollouts, Write);
        return ExitCodes.Done;
    }

    private static void Write(Terminal terminal, IReadOnlyList<RolloutSummaryView> rollouts) =>
        Listing.Write(
            terminal,
            ["started", "rollout", "where", "version", "phase", "by", "summary"],
            rollouts.Select(r => (IReadOnlyList<string>)
                [Listing.Time(terminal, r.StartedAt), r.Id, $"{r.App}/{r.Environment}", $"{r.FromVersion ?? "–"} → {r.Version}", r.Phase.Label(), r.StartedBy, r.Summary]));
}
