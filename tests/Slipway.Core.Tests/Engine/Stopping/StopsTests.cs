using Shouldly;
using Slipway.Core.Engine;
using Slipway.Core.Engine.Stopping;
using Slipway.Core.Gates.Stops;
using Slipway.Core.Specs;
using Xunit;

namespace Slipway.Core.Tests.Engine.Stopping;

/// <summary>What a stop says of itself is so.</summary>
public sealed class StopsTests
{
    [Theory]
    [InlineData("*/producton")]
    [InlineData("shoop/*")]
    public void A_scope_that_covers_nothing_is_refused_with_what_there_is(string scope) => StopWorld.Run(async world =>
    {
        var refusal = (await world.Stops.BeginAsync(scope, "fire", [], [], new("alice"), default)).Refusal!;

        (refusal.Kind, refusal.Message).ShouldBe((RefusalKind.Invalid, $"{scope} covers nothing: there are shop/production"));
        (await world.FreezesAsync()).Freezes.ShouldBeEmpty();
    });

    [Fact]
    public void It_stops_what_it_can_while_the_spec_is_not_valid_and_stands_only_when_it_is_again() => StopWorld.Run(async world =>
    {
        world.Errors = [new SpecError("app", 1, 1, "is missing")];
        (await world.BeginAsync(zero: false, page: false)).IsAccepted.ShouldBeTrue();
        (await world.Driver().DriveAsync(default)).ShouldBeTrue();

        var stop = (await world.StopAsync())!;
        (stop.Phase, stop.Trouble).ShouldBe((StopPhase.Stopping, "what else brings versions to */production is not known while the spec is not valid: is missing"));
        (await world.FreezesAsync()).Freezes.ShouldHaveSingleItem();
        world.Errors = [];
        await world.DriveAsync();
        (await world.StopAsync())!.Phase.ShouldBe(StopPhase.Standing);
    });

    [Fact]
    public void It_does_not_stand_while_instances_are_still_ending() => StopWorld.Run(async world =>
    {
        world.Ports.StillEnding = 3;
        await world.BeginAsync(page: false);
        for (var round = 0; round < 2; round++)
            (await world.Driver().DriveAsync(default)).ShouldBeTrue();

        (await world.StopAsync())!.Trouble.ShouldBe("3 of the instances of 1.0.0 on blue of shop/production are still ending");
        world.Ports.Log.ShouldBe(["0 instances"], "told once");
        world.Ports.StillEnding = 0;
        await world.DriveAsync();
        (await world.StopAsync())!.Done.ShouldBe(["1.0.0 on blue of shop/production has 0 instances"]);
    });
}
