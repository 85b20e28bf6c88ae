using System.Diagnostics.Metrics;
using Slipway.Core.Rollouts;

namespace Slipway.Core.Engine;

/// <summary>How an engine stands at the moment it is asked. Asks no store: it tells what the engine knows from its last renewal.</summary>
public sealed class EngineInstruments
{
    public EngineInstruments(Meter meter, RolloutEngine engine)
    {
        meter.CreateObservableGauge("slipway.rollouts.live", () => Of(engine.Standing?.Live), "{rollout}", "Live rollouts in the store, whichever server drives them: every server tells the same");
        meter.CreateObservableGauge("slipway.rollouts.driven", () => Driven(engine), "{rollout}", "Rollouts that this server drives, by phase (planned, running, paused, waiting, promoted, rolling-back): waiting ones need a person");
        meter.CreateObservableGauge("slipway.servers", () => Of(engine.Standing?.Servers), "{server}", "Servers of this store that live, as this one sees it");
        meter.CreateObservableGauge(
            "slipway.lease.renewal.age", () => Of(engine.SinceRenewal?.TotalSeconds), "s", "How long ago this server last told the store that it lives: with more than 3 s it begins nothing, and others take its rollouts over");
    }

    private static IEnumerable<Measurement<T>> Of<T>(T? value)
        where T : struct
    {
        if (value is { } known)
            yield return new Measurement<T>(known);
    }

    private static IEnumerable<Measurement<int>> Driven(RolloutEngine engine)
    {
        var driven = engine.Driven();
        foreach (var phase in Enum.GetValues<RolloutPhase>())
        {
            if (RolloutState.IsLiveIn(phase))
                yield return new Measurement<int>(driven.GetValueOrDefault(phase), new KeyValuePair<string, object?>("phase", Commands.Word(phase)));
        }
    }
}
