using Shouldly;
using Slipway.Core.Specs.Model;
using Slipway.Core.Tests.Planning;
using Slipway.Core.Trains;
using Slipway.Core.Trains.Events;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Trains;

/// <summary>A train in a world that does anything at any time.</summary>
public sealed class TrainPropertyTests
{
    private const int Seeds = 5_000;
    private const int MaxTurns = 5_000;

    [Fact]
    public void Whatever_happens_it_ends_with_all_promoted_or_nothing_that_stays_unsaid()
    {
        var outcomes = new HashSet<TrainPhase>();
        for (var seed = 0; seed < Seeds; seed++)
        {
            var state = Run(seed);
            outcomes.Add(state.Phase);
            state.IsLive.ShouldBeFalse($"seed {seed}");
            Check(state).ShouldBeNull($"seed {seed}");
        }

        outcomes.ShouldBe([TrainPhase.Succeeded, TrainPhase.Stopped, TrainPhase.RolledBack, TrainPhase.Failed], ignoreOrder: true);
    }

    /// <summary>What is wrong with how it ended; null when nothing is.</summary>
    private static string? Check(TrainState state)
    {
        var open = state.Apps.Where(a => a.Phase is TrainAppPhase.UnderWay or TrainAppPhase.TakingBack).Select(a => a.App).ToList();
        var there = state.Apps.Where(a => a.Phase is TrainAppPhase.Promoted or TrainAppPhase.Left or TrainAppPhase.Failed).ToList();
        return state.Phase switch
        {
            _ when open.Count > 0 => $"{string.Join(", ", open)} goes on",
            TrainPhase.Succeeded => state.Apps.All(a => a.IsThere) ? null : "something is missing",
            TrainPhase.RolledBack => there.All(a => a.Phase == TrainAppPhase.Left && state.Summary!.Contains(a.App, StringComparison.Ordinal)) ? null : "something stays unsaid",
            _ => there.All(a => state.Summary!.Contains(a.App, StringComparison.Ordinal)) ? null : "something stays unsaid",
        };
    }

    private static TrainState Run(int seed)
    {
        var chance = new Random(seed);
        var apps = Enumerable.Range(0, chance.Next(1, 8)).Select(i => new PlannedApp($"app-{i}", 0, ReleaseVersion.Parse("2.0.0"), Digest.Of("x"))).ToList();
        for (var i = 1; i < apps.Count; i++)
            apps[i] = apps[i] with { Wave = apps[i - 1].Wave + (chance.Next(3) == 0 ? 1 : 0) };
        var now = Samples.Start;
        var state = TrainFold.Begin(
            "t.1", new TrainPlanned("t", "production", apps, chance.Next(3) == 0 ? OnFailure.Stop : OnFailure.Rollback, TimeSpan.FromMinutes(chance.Next(3)), null), now, "alice");
        var opened = new HashSet<string>();
        for (var turn = 0; turn < MaxTurns && state.IsLive; turn++)
        {
            var decision = TrainMachine.Next(state, now);
            if (decision is TrainDecision.Open open)
            {
                state.Phase.ShouldBe(TrainPhase.Running, $"seed {seed}: opened on the way back");
                state.Apps.Where(a => a.Wave < open.App.Wave).ShouldAllBe(a => a.IsThere, $"seed {seed}: a wave began too early");
            }

            if (decision is TrainDecision.TakeBack back)
                state.Apps.Where(a => a.Wave > back.App.Wave).ShouldAllBe(a => !a.IsBrought && a.Phase != TrainAppPhase.TakingBack, $"seed {seed}: taken back too early");
            now += TimeSpan.FromSeconds(chance.Next(40));
            foreach (var e in Happens(chance, state, decision))
            {
                if (e is AppChanged { Phase: TrainAppPhase.UnderWay } under)
                    opened.Add(under.App).ShouldBeTrue($"seed {seed}: {under.App} was opened twice");
                state = TrainFold.Apply(state, e, now);
            }
        }

        return state;
    }

    /// <summary>What the world makes of a decision; and now and then a person has enough.</summary>
    private static IEnumerable<TrainEvent> Happens(Random chance, TrainState state, TrainDecision decision)
    {
        if (state.Phase is TrainPhase.Running or TrainPhase.Stopping && chance.Next(60) == 0)
            return [new TrainTurned(TrainPhase.RollingBack, "aborted by alice")];
        return decision switch
        {
            TrainDecision.Record record => [record.Event],
            TrainDecision.Open open => [Opened(chance, open.App.App)],
            TrainDecision.TakeBack back => [TakenBack(chance, back.App)],
            _ => state.Apps.Where(_ => chance.Next(3) == 0).Select(a => Seen(chance, a)).OfType<TrainEvent>().Take(1),
        };
    }

    private static TrainEvent Opened(Random chance, string app) => chance.Next(12) switch
    {
        0 or 1 or 2 => new AppHeld(app, "busy"),
        3 => new AppChanged(app, TrainAppPhase.Refused, Detail: "no files"),
        4 => new AppChanged(app, TrainAppPhase.AlreadyThere),
        _ => new AppChanged(app, TrainAppPhase.UnderWay, $"{app}.production.2"),
    };

    private static TrainEvent TakenBack(Random chance, TrainApp app) => chance.Next(8) switch
    {
        0 => new AppHeld(app.App, "busy"),
        1 => new AppChanged(app.App, TrainAppPhase.Left, Detail: "changed since"),
        2 => new AppChanged(app.App, TrainAppPhase.Failed, Detail: "stuck"),
        _ => new AppChanged(app.App, TrainAppPhase.TakingBack, app.Rollout),
    };

    private static AppChanged? Seen(Random chance, TrainApp app) => app.Phase switch
    {
        TrainAppPhase.UnderWay => chance.Next(6) == 0
            ? new AppChanged(app.App, TrainAppPhase.TakingBack, app.Rollout, "bad")
            : new AppChanged(app.App, TrainAppPhase.Promoted) { PromotedAt = Samples.Start },
        TrainAppPhase.Promoted => chance.Next(12) == 0 ? new AppChanged(app.App, TrainAppPhase.TakingBack, app.Rollout, "an alert") : null,
        TrainAppPhase.TakingBack => new AppChanged(app.App, chance.Next(10) == 0 ? TrainAppPhase.Failed : TrainAppPhase.TakenBack, Detail: "ended"),
        _ => null,
    };
}
