using Shouldly;
using Slipway.Core.Engine;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Tests.Planning;
using Xunit;

namespace Slipway.Core.Tests.Engine;

public sealed class ObserverTests
{
    /// <summary>Of the simulated instances.</summary>
    private static readonly TimeSpan ReadyAfter = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan SeenWithin = TimeSpan.FromMilliseconds(25);

    [Fact]
    public void Instances_that_are_ready_soon_after_the_order_are_seen_at_once() => World.Run(Samples.Canary, async world =>
    {
        var rollout = await world.DeployedAsync("1.0.0");

        var provision = rollout.Plan.Steps.ToList().FindIndex(step => step is ProvisionStep);
        var events = (await world.StoredAsync(rollout.Id)).Select(stored => (stored.Time, Event: EventCodec.DecodeRollout(stored))).ToList();
        var ordered = events.First(e => e.Event is EffectEnded ended && ended.Key.EndsWith($"/{provision}/apply", StringComparison.Ordinal)).Time;
        var seen = events.First(e => e.Event is StepSucceeded done && done.Step == provision).Time;
        (seen - ordered).ShouldBeLessThanOrEqualTo(ReadyAfter + SeenWithin);
    });
}
