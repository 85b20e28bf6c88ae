using Slipway.Contracts;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client.Following;

/// <summary>Shows a rollout until it is decided, the time is over or the person has seen enough.</summary>
internal sealed class FollowSession(ClientCall call, FollowOptions options)
{
    /// <summary>True when the command line asks for it.</summary>
    public bool IsWanted => call.Value(options.Watch) || call.Value(options.Wait);

    /// <param name="wantsRollback">True when taking it back is what was asked for.</param>
    /// <returns>The exit code of the outcome.</returns>
    public async Task<int> RunAsync(string id, bool wantsRollback, CancellationToken cancellation)
    {
        using var limit = call.Value(options.Timeout) is { } timeout
            ? new CancellationTokenSource(timeout, call.Terminal.Time)
            : new CancellationTokenSource();
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var sightings = new RolloutFollower(call.Client, call.Terminal.Time).FollowAsync(id, both.Token);
        try
        {
            var last = await Screen().ShowAsync(sightings, both.Token);
            return last?.Phase.IsDecided() == true ? Decided(last, wantsRollback) : throw Lost(id);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Say($"detached: rollout {id} goes on. Follow it again: slipway status {id} --watch");
            return ExitCodes.Done;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new VerbFailedException(
                ExitCodes.TimedOut, $"no outcome within the time given; rollout {id} goes on. Follow it: slipway status {id} --watch");
        }
    }

    private IRolloutScreen Screen() => call switch
    {
        { Json: true } => new JsonScreen(call.Terminal),
        { Terminal.Interactive: true } when call.Value(options.Watch) => new LiveScreen(call.Terminal),
        _ => new LineScreen(call.Terminal),
    };

    private int Decided(RolloutView view, bool wantsRollback)
    {
        // A retirement that has an hour is one that was put off.
        if (view is { Phase: RolloutPhase.Promoted, FromVersion: { } old } && view.Steps.Any(s => s is { Kind: "retire", Status: StepStatus.Running, Deadline: not null }))
            Say($"{old} is kept running for a while, for an instant way back: slipway status {view.Id}");
        return Outcome.ExitCode(view, wantsRollback);
    }

    private static VerbFailedException Lost(string id) =>
        new(ExitCodes.Unknown, $"the server is away and the outcome of rollout {id} unknown; once it is back: slipway status {id}");

    // Under -o json stdout belongs to the program that reads it.
    private void Say(string line) => (call.Json ? call.Terminal.Error : call.Terminal.Out).WriteLine(line);
}
