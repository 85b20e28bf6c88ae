using Slipway.Core.Import.Drafts;
using Slipway.Core.Import.Reading;

namespace Slipway.Core.Import.Argo;

/// <summary>The strategy of a Rollout that has <c>blueGreen</c>.</summary>
internal static class RolloutBlueGreen
{
    private static readonly TimeSpan DefaultKeepWarm = TimeSpan.FromSeconds(30);

    public static void Convert(SourceField blueGreen, EnvironmentDraft environment, SourceObjects objects)
    {
        var active = blueGreen["activeService"];
        if (!active.Exists)
            active.Fail("is missing: nothing says which Service clients call", "name it");
        environment.Router = RouterDraft.Service(active);
        environment.Router.Keys.Text("name", active.Text ?? "", active);
        var delay = blueGreen["scaleDownDelaySeconds"];
        var keys = new DraftMap().Duration("observe", environment.Observe, blueGreen).Duration("keepWarm", delay.Duration ?? DefaultKeepWarm, delay);
        environment.Strategy.Map("blueGreen", keys, blueGreen);
        Promotion(blueGreen, environment);

        var (before, after) = (blueGreen["prePromotionAnalysis"], blueGreen["postPromotionAnalysis"]);
        AnalysisSource.Convert(after, environment, objects);
        if (!before.Exists)
            return;
        AnalysisSource.Convert(before, environment, objects);
        before.Tell(
            "judges before the switch. Slipway's judges look at requests, which a new version gets from the switch on; before it 'checks' look at each of its pods.",
            "Write as 'checks' what has to be true before the first request.", environment.At("analysis"));
    }

    private static void Promotion(SourceField blueGreen, EnvironmentDraft environment)
    {
        var (enabled, seconds) = (blueGreen["autoPromotionEnabled"], blueGreen["autoPromotionSeconds"]);
        if (seconds.Duration is { } time && time > TimeSpan.Zero)
            environment.Wait(time, "shift", seconds);
        else if (enabled.Flag == false)
            environment.Confirm("Is the new version well? After this it gets all requests.", "shift", enabled);
        enabled.Skip();
    }
}
