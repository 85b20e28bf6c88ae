using System.CommandLine;
using Slipway.Cli.Client.Api;
using Slipway.Cli.Client.Following;
using Slipway.Cli.Output;
using Slipway.Contracts;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client.Trains;

/// <summary>Shows a release of several apps until it has ended, the time is over or the person has seen enough; over restarts of the server.</summary>
internal sealed class TrainFollower(ClientCall call, FollowOptions options)
{
    /// <summary>A server that was away this long does not come back by itself.</summary>
    private const int AwaySeconds = 300;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    public static int ExitCode(TrainView train) => train.Phase switch
    {
        TrainPhase.Succeeded => ExitCodes.Done,
        TrainPhase.RolledBack => ExitCodes.RolledBack,
        TrainPhase.Stopped or TrainPhase.Failed => ExitCodes.Failed,
        _ => ExitCodes.Done,
    };

    public bool IsWanted => call.Value(options.Watch) || call.Value(options.Wait);

    /// <returns>The exit code of the outcome.</returns>
    public async Task<int> RunAsync(string id, CancellationToken cancellation)
    {
        using var limit = call.Value(options.Timeout) is { } timeout
            ? new CancellationTokenSource(timeout, call.Terminal.Time)
            : new CancellationTokenSource();
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return ExitCode(await FollowAsync(id, both.Token));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Say($"detached: {id} goes on. Follow it again: slipway release status {id} --watch");
            return ExitCodes.Done;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new VerbFailedException(ExitCodes.TimedOut, $"no outcome within the time given; {id} goes on. Follow it: slipway release status {id} --watch");
        }
    }

    private async Task<TrainView> FollowAsync(string id, CancellationToken cancellation)
    {
        TrainView? last = null;
        for (var heard = call.Terminal.Time.GetTimestamp(); call.Terminal.Time.GetElapsedTime(heard).TotalSeconds < AwaySeconds;)
        {
            try
            {
                var view = await call.Client.GetAsync<TrainView>($"api/v1/trains/{Uri.EscapeDataString(id)}", cancellation);
                heard = call.Terminal.Time.GetTimestamp();
                Show(last, view);
                last = view;
                if (!view.Phase.IsLive())
                    return view;
            }
            catch (ServerGoneException)
            {
                // It may be restarted; the release goes on with it.
            }

            await Task.Delay(LookEvery, call.Terminal.Time, cancellation);
        }

        throw new VerbFailedException(ExitCodes.Unknown, $"the server is away and the outcome of {id} unknown; once it is back: slipway release status {id}");
    }

    private void Show(TrainView? before, TrainView now)
    {
        var lines = TrainText.Between(before, now).ToList();
        if (call.Json && lines.Count > 0)
            call.Terminal.Out.WriteLine(JsonText.Line(now));
        foreach (var line in call.Json ? [] : lines)
            call.Terminal.Out.WriteLine($"{call.Terminal.Time.GetLocalNow():HH:mm:ss}  {line}");
    }

    // Under -o json stdout belongs to the program that reads it.
    private void Say(string line) => (call.Json ? call.Terminal.Error : call.Terminal.Out).WriteLine(line);
}
