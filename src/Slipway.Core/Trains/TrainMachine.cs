using Slipway.Core.Specs.Model;
using Slipway.Core.Specs.Text;
using Slipway.Core.Trains.Events;

namespace Slipway.Core.Trains;

/// <summary>
/// Decides what happens to a release train. <see cref="Next"/> is the only place that does: the driver carries it out,
/// records what came of it, and asks again. Pure; time is an argument.
/// </summary>
public static class TrainMachine
{
    public static TrainDecision Next(TrainState state, DateTimeOffset now) => state.Phase switch
    {
        TrainPhase.Running => Trouble(state, now) is { } cause ? Turn(state, cause) : Forward(state, now),
        TrainPhase.Stopping => Stop(state),
        TrainPhase.RollingBack => Back(state, now),
        _ => new TrainDecision.Finished(),
    };

    /// <summary>Why the train must not go on; null when nothing says so.</summary>
    private static string? Trouble(TrainState state, DateTimeOffset now)
    {
        if (state.Apps.FirstOrDefault(a => a.IsLost) is { } lost)
            return $"{lost.App} {lost.Version}: {lost.Detail}";
        return state.Apps.FirstOrDefault(a => IsGivenUp(a, now)) is { } held
            ? $"{held.App} {held.Version} could not begin within {SpecDuration.Format(TrainLimits.HeldFor)}: {held.Detail}"
            : null;
    }

    private static TrainDecision.Record Turn(TrainState state, string cause) =>
        new(new TrainTurned(state.OnFailure == OnFailure.Rollback ? TrainPhase.RollingBack : TrainPhase.Stopping, cause));

    private static TrainDecision Forward(TrainState state, DateTimeOffset now)
    {
        if (state.WaveBegunAt is not { } begun)
            return new TrainDecision.Record(new WaveBegun(0));
        var wave = state.OfWave(state.Wave).ToList();
        if (wave.FirstOrDefault(a => a.Phase == TrainAppPhase.Waiting && a.IsDue(now)) is { } next)
            return new TrainDecision.Open(next);
        var missing = wave.Where(a => !a.IsThere).ToList();
        if (missing.Count > 0)
            return new TrainDecision.Wait(missing.Min(a => a.RetryAt), $"{Names(missing)} to be promoted");
        if (state.Wave == state.Waves - 1)
            return End(TrainPhase.Succeeded, $"{Brought(state)} promoted");
        var soaked = (wave.Max(a => a.PromotedAt) is { } promoted ? promoted + state.Soak : begun);
        return soaked <= now
            ? new TrainDecision.Record(new WaveBegun(state.Wave + 1))
            : new TrainDecision.Wait(soaked, $"wave {state.Wave + 1} to have been promoted for {SpecDuration.Format(state.Soak)}");
    }

    /// <summary>What is under way goes on to its end.</summary>
    private static TrainDecision Stop(TrainState state)
    {
        var open = state.Apps.Where(a => a.Phase is TrainAppPhase.UnderWay or TrainAppPhase.TakingBack).ToList();
        return open.Count > 0
            ? new TrainDecision.Wait(null, $"{Names(open)} to end")
            : End(TrainPhase.Stopped, $"{state.Cause}; stopped, {Remaining(state)}");
    }

    /// <summary>The last wave first: what came later may rely on what came before it.</summary>
    private static TrainDecision Back(TrainState state, DateTimeOffset now)
    {
        for (var wave = state.Wave; wave >= 0; wave--)
        {
            var apps = state.OfWave(wave).ToList();
            if (apps.FirstOrDefault(a => a.IsBrought && IsGivenUp(a, now)) is { } stuck)
                return new TrainDecision.Record(new AppChanged(stuck.App, TrainAppPhase.Failed, Detail: stuck.Detail));
            if (apps.FirstOrDefault(a => a.IsBrought && a.IsDue(now)) is { } next)
                return new TrainDecision.TakeBack(next);
            var open = apps.Where(a => a.IsBrought || a.Phase == TrainAppPhase.TakingBack).ToList();
            if (open.Count > 0)
                return new TrainDecision.Wait(open.Min(a => a.RetryAt), $"{Names(open)} to be taken back");
        }

        return state.Apps.Any(a => a.Phase == TrainAppPhase.Failed)
            ? End(TrainPhase.Failed, $"{state.Cause}; {Remaining(state)}")
            : End(TrainPhase.RolledBack, $"{state.Cause}; rolled back, {Remaining(state)}");
    }

    private static TrainDecision.Record End(TrainPhase outcome, string summary) => new(new TrainEnded(outcome, summary));

    private static bool IsGivenUp(TrainApp app, DateTimeOffset now) => app.HeldSince + TrainLimits.HeldFor <= now;

    private static string Names(IEnumerable<TrainApp> apps) => string.Join(", ", apps.Select(a => $"{a.App} {a.Version}"));

    private static string Brought(TrainState state) =>
        state.Apps.Any(a => a.Phase == TrainAppPhase.Promoted) ? Names(state.Apps.Where(a => a.Phase == TrainAppPhase.Promoted)) : "nothing had to be";

    /// <summary>What of the train is still there, with why.</summary>
    private static string Remaining(TrainState state)
    {
        var there = state.Apps.Where(a => a.Phase is TrainAppPhase.Promoted or TrainAppPhase.Left or TrainAppPhase.Failed).ToList();
        return there.Count == 0
            ? "nothing of it is left"
            : $"left as it is: {string.Join("; ", there.Select(a => $"{a.App} {a.Version}{(a.Detail is null ? "" : $" ({a.Detail})")}"))}";
    }
}
