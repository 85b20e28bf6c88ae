using Shouldly;
using Slipway.Core.Engine;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Tests.Planning;
using Slipway.Testing.Simulation.World;
using Xunit;

namespace Slipway.Core.Tests.Engine;

public sealed class ObserverTests
{
    private static readonly TimeSpan Eager = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Brisk = TimeSpan.FromMilliseconds(150);

    [Theory]
    [InlineData(60)]
    [InlineData(300)]
    [InlineData(20_000)]
    public void Instances_are_seen_as_ready_the_sooner_the_sooner_they_are(int milliseconds) => World.Run(Samples.Canary, async world =>
    {
        var rollout = await world.DeployedAsync("1.0.0");

        var provision = rollout.Plan.Steps.ToList().FindIndex(step => step is ProvisionStep);
        var events = (await world.StoredAsync(rollout.Id)).Select(stored => (stored.Time, Event: EventCodec.DecodeRollout(stored))).ToList();
        var ordered = events.First(e => e.Event is EffectEnded ended && ended.Key.EndsWith($"/{provision}/apply", StringComparison.Ordinal)).Time;
        var seen = events.First(e => e.Event is StepSucceeded done && done.Step == provision).Time;
        var readyAfter = TimeSpan.FromMilliseconds(milliseconds);
        var quarter = readyAfter / 4;
        (seen - ordered).ShouldBeInRange(readyAfter, readyAfter + (quarter < Eager ? Eager : quarter > Brisk ? Brisk : quarter));
    }, character: Character.Good with { ReadyAfter = TimeSpan.FromMilliseconds(milliseconds) });
}
