using Slipway.Core.Specs.Model;
using Slipway.Core.Tests.Planning;
using Slipway.Core.Trains;
using Slipway.Core.Trains.Events;
using Slipway.Core.Values;

namespace Slipway.Core.Tests.Trains;

/// <summary>A release train told event by event: catalog and prices in the first wave, shop in the second.</summary>
internal sealed class TrainStory
{
    public TrainStory(OnFailure onFailure = OnFailure.Rollback, TimeSpan soak = default) =>
        State = TrainFold.Begin(
            "spring-1.1",
            new TrainPlanned("spring-1", "production", [App("catalog", 0), App("prices", 0), App("shop", 1)], onFailure, soak, "a reason"),
            Samples.Start,
            "alice");

    public TrainState State { get; private set; }

    public DateTimeOffset Now { get; private set; } = Samples.Start;

    public TrainDecision Next => TrainMachine.Next(State, Now);

    public TrainStory Add(params IReadOnlyList<TrainEvent> events)
    {
        State = events.Aggregate(State, (state, e) => TrainFold.Apply(state, e, Now));
        return this;
    }

    public TrainStory Open(params IReadOnlyList<string> apps) =>
        Add([.. apps.Select(app => new AppChanged(app, TrainAppPhase.UnderWay, $"{app}.production.2"))]);

    public TrainStory Promote(params IReadOnlyList<string> apps) =>
        Add([.. apps.Select(app => new AppChanged(app, TrainAppPhase.Promoted) { PromotedAt = Now })]);

    public TrainStory Pass(TimeSpan time)
    {
        Now += time;
        return this;
    }

    /// <summary>Both waves promoted, but for the last event.</summary>
    public static TrainStory NearTheEnd(OnFailure onFailure = OnFailure.Rollback) =>
        new TrainStory(onFailure).Add(new WaveBegun(0)).Open("catalog", "prices").Promote("catalog", "prices").Add(new WaveBegun(1)).Open("shop");

    /// <summary>A decision in a few words.</summary>
    public static string Words(TrainDecision decision) => decision switch
    {
        TrainDecision.Open open => $"open {open.App.App}",
        TrainDecision.TakeBack back => $"take back {back.App.App}",
        TrainDecision.Wait wait => $"wait for {wait.For}",
        TrainDecision.Record { Event: WaveBegun begun } => $"wave {begun.Wave}",
        TrainDecision.Record { Event: TrainTurned turned } => $"{turned.Phase}: {turned.Cause}",
        TrainDecision.Record { Event: TrainEnded ended } => $"{ended.Outcome}: {ended.Summary}",
        TrainDecision.Record { Event: AppChanged changed } => $"{changed.App} {changed.Phase}",
        _ => "finished",
    };

    private static PlannedApp App(string name, int wave) => new(name, wave, ReleaseVersion.Parse("2.0.0"), Digest.Of(name));
}
