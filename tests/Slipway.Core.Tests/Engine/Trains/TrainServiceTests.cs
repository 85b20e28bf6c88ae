using Shouldly;
using Slipway.Core.Engine;
using Slipway.Core.Trains;
using Xunit;

namespace Slipway.Core.Tests.Engine.Trains;

public sealed class TrainServiceTests
{
    [Theory]
    [InlineData("nosuch", "2.0.0", RefusalKind.NotFound, "There is no app 'nosuch'")]
    [InlineData("shop", "9.9.9", RefusalKind.Blocked, "9.9.9 is held in shop/production")]
    public void Where_one_could_not_begin_nothing_is_begun(string app, string version, RefusalKind kind, string why) => TrainWorld.Run(async world =>
    {
        await world.BeginAsync();
        await world.Rollouts.HoldAsync(new Request.Hold("shop", "production", "9.9.9", "not yet", "bob"), default);
        var document = TrainWorld.Document.Replace("app: shop, version: 2.0.0", $"app: {app}, version: {version}", StringComparison.Ordinal);

        var refusal = (await world.Service.StartAsync(document, null, "alice", default)).Refusal!;

        refusal.Kind.ShouldBe(kind);
        refusal.Message.ShouldStartWith($"nothing was begun: {app} {version}: {why}");
        (await world.RolloutsAsync()).ShouldBe("1 1 1");
        (await world.Trains.LiveAsync(default)).ShouldBeEmpty();
    });

    [Fact]
    public void A_release_that_was_not_promoted_below_stops_the_whole_train() => TrainWorld.Run(async world =>
    {
        await world.BeginAsync();
        world.Promotion = new() { After = ["staging"] };

        var refusal = (await world.Service.StartAsync(TrainWorld.Document, null, "alice", default)).Refusal!;

        refusal.Kind.ShouldBe(RefusalKind.Blocked);
        refusal.Message.ShouldContain("catalog 2.0.0: ");
        refusal.Message.ShouldContain("shop 2.0.0: ");
    });

    [Fact]
    public void A_file_with_faults_is_answered_with_each() => TrainWorld.Run(async world =>
    {
        var refusal = (await world.Service.StartAsync("name: spring-1\nwaves: []\n", null, "alice", default)).Refusal!;

        refusal.Errors.Select(e => $"{e.Line} {e.Path}").ShouldBe(["1 environment", "2 waves"]);
    });

    [Fact]
    public void Two_trains_that_bring_the_same_app_do_not_run_at_once() => TrainWorld.Run(async world =>
    {
        await world.BeginAsync();
        var id = await world.StartAsync();

        var refusal = (await world.Service.StartAsync("{ name: hotfix, environment: production, waves: [[{ app: shop, version: 2.0.1 }]] }", null, "bob", default)).Refusal!;

        refusal.Kind.ShouldBe(RefusalKind.Blocked);
        refusal.Message.ShouldStartWith("spring-1.1 brings shop to production");
        await world.DriveAsync(id);
        (await world.StartAsync()).ShouldBe("spring-1.2");
        (await world.Trains.NewestAsync(10, default)).Select(t => (t.Id, t.Phase)).ShouldBe([("spring-1.2", TrainPhase.Running), ("spring-1.1", TrainPhase.Succeeded)]);
    });

    [Fact]
    public void A_train_that_there_is_not_cannot_be_aborted() => TrainWorld.Run(async world =>
        (await world.Service.AbortAsync("spring-7.1", "a reason", "bob", default)).Refusal!.Kind.ShouldBe(RefusalKind.NotFound));
}
