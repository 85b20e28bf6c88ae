using System.CommandLine;
using Slipway.Cli.Client.Api;
using Slipway.Cli.Output;
using Slipway.Contracts;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

internal sealed class EventsVerb : ClientVerb
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Argument<string?> _rollout = new("rollout")
    {
        Description = "Only those of this rollout",
        Arity = ArgumentArity.ZeroOrOne,
        HelpName = "ROLLOUT",
    };

    private readonly Option<long?> _after = new("--after") { Description = "Only those after this position [default: the newest]", HelpName = "POSITION" };
    private readonly Option<int> _limit = LimitOption.Create("events", byDefault: 50);
    private readonly Option<bool> _watch = new("--watch", "-w") { Description = "Go on with new ones as they happen" };

    public EventsVerb(Terminal terminal, GlobalOptions globals)
        : base(terminal, globals, "events", "Print what happened, oldest first, from the record", "slipway events --watch", "slipway events storefront.production.3 -o json")
    {
        Arguments.Add(_rollout);
        Options.Add(_after);
        Options.Add(_limit);
        Options.Add(_watch);
    }

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var id = call.Value(_rollout);
        var path = id is null ? "api/v1/events" : $"api/v1/rollouts/{Uri.EscapeDataString(id)}/events";
        var events = await call.Client.GetAsync<IReadOnlyList<EventView>>(
            path + call.Query(("after", call.Value(_after)), ("limit", call.Value(_limit))), cancellation);
        if (!call.Value(_watch))
        {
            call.Print(events, (terminal, list) => list.ToList().ForEach(e => terminal.Out.WriteLine(Line(terminal, e))));
            return ExitCodes.Done;
        }

        foreach (var item in events)
            WriteOne(call, item);
        await WatchAsync(call, id, events.Count > 0 ? events[^1].Position : call.Value(_after) ?? 0, cancellation);
        return ExitCodes.Done;
    }

    private static async Task WatchAsync(ClientCall call, string? id, long after, CancellationToken cancellation)
    {
        var away = false;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await foreach (var item in call.Client.StreamAsync("api/v1/events/watch" + call.Query(("after", after)), cancellation))
                {
                    away = false;
                    if (item.EventType != StreamNames.Event)
                        continue;
                    var view = SlipwayClient.Parse<EventView>(item.Data);
                    after = view.Position;
                    if (id is null || view.Rollout == id)
                        WriteOne(call, view);
                }

                await Task.Delay(Pause, call.Terminal.Time, cancellation);
            }
            catch (ServerGoneException gone)
            {
                if (!away)
                    await call.Terminal.Error.WriteLineAsync($"reconnecting: {gone.Message}");
                away = true;
                await Task.Delay(Pause, call.Terminal.Time, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private static void WriteOne(ClientCall call, EventView view) =>
        call.Terminal.Out.WriteLine(call.Json ? JsonText.Line(view) : Line(call.Terminal, view));

    private static string Line(Terminal terminal, EventView view) =>
        $"{Listing.Time(terminal, view.At)}  {view.Rollout ?? view.Stream}  {view.Type}  {view.Text}  ({Who(view)})";

    private static string Who(EventView view) => view.Origin is null ? view.Actor : $"{view.Actor}, {view.Origin}";
}
