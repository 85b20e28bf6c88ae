using System.CommandLine;
using System.Globalization;
using Slipway.Cli.Output;
using Slipway.Contracts;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

internal sealed class NoticesVerb : ClientVerb
{
    private readonly Option<int> _limit = LimitOption.Create("notices", byDefault: 100);

    public NoticesVerb(Terminal terminal, GlobalOptions globals, params IReadOnlyList<Verb> verbs)
        : base(terminal, globals, "notices", "List the notices that are not delivered: pending, failing and dead ones, with the last error", "slipway notices", "slipway notices retry --dead")
    {
        Options.Add(_limit);
        foreach (var verb in verbs)
            Subcommands.Add(verb);
    }

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var limit = call.Value(_limit).ToString(CultureInfo.InvariantCulture);
        call.Print(await call.Client.GetAsync<IReadOnlyList<NoticeView>>($"api/v1/notices?limit={limit}", cancellation), Write);
        return ExitCodes.Done;
    }

    private static void Write(Terminal terminal, IReadOnlyList<NoticeView> notices)
    {
        if (notices.Count == 0)
        {
            terminal.Out.WriteLine("every notice is delivered");
            return;
        }

        Listing.Write(
            terminal,
            ["id", "destination", "state", "rollout", "event", "tries", "last error"],
            notices.Select(notice => (IReadOnlyList<string>)
            [
                notice.Id.ToString(CultureInfo.InvariantCulture),
                notice.Destination,
                notice.State.ToString().ToLowerInvariant(),
                notice.Rollout,
                notice.Topic,
                notice.Attempts.ToString(CultureInfo.InvariantCulture),
                notice.Error ?? "",
            ]));
    }
}
