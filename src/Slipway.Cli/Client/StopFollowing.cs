using Slipway.Contracts;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

/// <summary>Waits until an emergency stop holds everything still, or has let it go, and says each thing as it happens.</summary>
internal static class StopFollowing
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The stop that stands over the scope that is asked for; null: none does.</summary>
    public static async Task<StopView?> FindAsync(ClientCall call, CancellationToken cancellation)
    {
        var stops = await ListAsync(call, cancellation);
        var scope = call.App is null && call.Environment is null ? "**" : $"{call.App ?? "*"}/{call.Environment ?? "*"}";
        return stops.FirstOrDefault(stop => stop.Scope == scope);
    }

    public static async Task<int> FinishAsync(ClientCall call, StopView stop, StopPhase wanted, CancellationToken cancellation)
    {
        // What it had done before it was lifted was said then.
        var (time, shown, trouble) = (call.Terminal.Time, wanted == StopPhase.Over ? stop.Done.Count : 0, (string?)null);
        var began = time.GetTimestamp();
        while (stop.Phase != wanted)
        {
            Say(stop);
            if (time.GetElapsedTime(began) > Patience)
                throw new VerbFailedException(ExitCodes.TimedOut, $"{stop.Id} froze {stop.Scope}, but is still {stop.Phase.ToString().ToLowerInvariant()}{(stop.Trouble is null ? "" : $": {stop.Trouble}")}; the server goes on trying");
            await Task.Delay(Look, time, cancellation);
            stop = (await ListAsync(call, cancellation)).FirstOrDefault(other => other.Id == stop.Id) ?? stop with { Phase = StopPhase.Over, Trouble = null };
        }

        Say(stop);
        call.Print(stop, (terminal, view) => terminal.Out.WriteLine(view.Phase == StopPhase.Standing
            ? $"{view.Id} stands over {view.Scope}; `slipway resume {view.Id}` undoes exactly this"
            : $"{view.Id} over {view.Scope} is over: changes may go on"));
        return ExitCodes.Done;

        void Say(StopView now)
        {
            if (call.Json)
                return;
            foreach (var sentence in now.Done.Skip(shown))
                call.Terminal.Out.WriteLine(sentence);
            shown = Math.Max(shown, now.Done.Count);
            if (now.Trouble is { } text && text != trouble)
                call.Terminal.Error.WriteLine($"not yet: {text}");
            trouble = now.Trouble;
        }
    }

    private static Task<IReadOnlyList<StopView>> ListAsync(ClientCall call, CancellationToken cancellation) =>
        call.Client.GetAsync<IReadOnlyList<StopView>>("api/v1/stops", cancellation);
}
