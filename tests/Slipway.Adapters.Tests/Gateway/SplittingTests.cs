using Shouldly;
using Slipway.Adapters.Tests.Gateway.Rig;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Adapters.Tests.Gateway;

public sealed class SplittingTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(50)]
    public async Task Requests_are_split_by_weight(int green)
    {
        await using var rig = await new GatewayRig().StartAsync();
        await rig.SplitAsync(green);
        var answers = await ManyAsync(400, _ => rig.GetAsync());
        var expected = 4.0 * green;
        var deviation = Math.Sqrt(expected * (1 - (green / 100.0)));
        answers.Count(name => name == "green").ShouldBeInRange((int)(expected - (4 * deviation)), (int)(expected + (4 * deviation)));
        answers.ShouldAllBe(name => name == "green" || name == "blue");
    }

    [Fact]
    public async Task A_side_without_weight_gets_nothing()
    {
        await using var rig = await new GatewayRig().StartAsync();
        (await ManyAsync(100, _ => rig.GetAsync())).ShouldAllBe(name => name == "blue");
        await rig.SplitAsync(100);
        (await ManyAsync(100, _ => rig.GetAsync())).ShouldAllBe(name => name == "green");
    }

    [Fact]
    public async Task A_side_without_a_ready_instance_gets_nothing()
    {
        await using var rig = await new GatewayRig().StartAsync();
        await rig.SplitAsync(50);
        rig.Endpoints.Set(GatewayRig.Environment, Slot.Green);
        await rig.AppliedAsync();
        (await ManyAsync(50, _ => rig.GetAsync())).ShouldAllBe(name => name == "blue");
    }

    [Fact]
    public async Task A_side_without_weight_gets_nothing_even_when_no_other_is_ready()
    {
        await using var rig = await new GatewayRig { Traffic = new GatewaySpec { Listen = "127.0.0.1:0", Match = new("canary", "true") } }.StartAsync();
        rig.Endpoints.Set(GatewayRig.Environment, Slot.Blue);
        await rig.AppliedAsync();
        await ShouldSayThatNoneIsReadyAsync(rig);
        rig.Green.Requests.ShouldBe(0);
        (await rig.GetAsync("/", ("Canary", "true"))).ShouldBe("green");
    }

    [Fact]
    public async Task Without_any_ready_instance_the_answer_names_the_environment()
    {
        await using var rig = await new GatewayRig().StartAsync();
        await rig.SplitAsync(50);
        rig.Endpoints.Set(GatewayRig.Environment, Slot.Green);
        rig.Endpoints.Set(GatewayRig.Environment, Slot.Blue);
        await rig.AppliedAsync();
        await ShouldSayThatNoneIsReadyAsync(rig);
    }

    [Fact]
    public async Task A_header_match_goes_to_the_candidate_whatever_its_weight()
    {
        await using var rig = await new GatewayRig { Traffic = new GatewaySpec { Listen = "127.0.0.1:0", Match = new("canary", "true") } }.StartAsync();
        (await rig.GetAsync("/", ("Canary", "true"))).ShouldBe("green");
        (await rig.GetAsync("/", ("Canary", "false"))).ShouldBe("blue");
        rig.Endpoints.Set(GatewayRig.Environment, Slot.Green);
        await rig.AppliedAsync();
        (await rig.GetAsync("/", ("Canary", "true"))).ShouldBe("blue");
    }

    [Fact]
    public async Task A_header_keeps_a_client_on_its_side_as_the_weight_grows()
    {
        await using var rig = await new GatewayRig { Traffic = Sticky(new() { Header = "X-User" }) }.StartAsync();
        await rig.SplitAsync(20);
        var first = await ManyAsync(200, user => rig.GetAsync("/", ("X-User", $"user-{user}")));
        (await ManyAsync(200, user => rig.GetAsync("/", ("X-User", $"user-{user}")))).ShouldBe(first);
        first.Count(name => name == "green").ShouldBeInRange(15, 70);
        await rig.SplitAsync(60);
        var later = await ManyAsync(200, user => rig.GetAsync("/", ("X-User", $"user-{user}")));
        first.Zip(later).ShouldAllBe(pair => pair.First == "blue" || pair.Second == "green");
    }

    [Fact]
    public async Task A_cookie_keeps_a_client_on_its_side_until_that_has_no_weight()
    {
        await using var rig = await new GatewayRig { Traffic = Sticky(new() { Cookie = "side" }) }.StartAsync();
        await rig.SplitAsync(50);
        var (name, cookie) = await FirstAsync(rig);
        await rig.SplitAsync(name == "green" ? 10 : 90);
        (await ManyAsync(50, _ => rig.GetAsync("/", ("Cookie", cookie)))).ShouldAllBe(answer => answer == name);
        await rig.SplitAsync(name == "green" ? 0 : 100);
        (await rig.GetAsync("/", ("Cookie", cookie))).ShouldNotBe(name);
    }

    [Fact]
    public async Task A_new_rollout_draws_clients_with_a_cookie_anew()
    {
        await using var rig = await new GatewayRig { Traffic = Sticky(new() { Cookie = "side" }) }.StartAsync();
        await rig.SplitAsync(0);
        var (name, cookie) = await FirstAsync(rig);
        name.ShouldBe("blue");
        await rig.SplitAsync(50);
        (await ManyAsync(50, _ => rig.GetAsync("/", ("Cookie", cookie)))).ShouldContain("green");
    }

    [Fact]
    public async Task Mirrored_requests_reach_the_candidate_and_their_answers_nobody()
    {
        await using var rig = await new GatewayRig { Traffic = new GatewaySpec { Listen = "127.0.0.1:0", Mirror = 100 } }.StartAsync();
        (await rig.GetAsync()).ShouldBe("blue");
        using var response = await rig.Client.PostAsync(rig.Address("/echo"), new StringContent("an order"));
        response.Headers.GetValues("X-Name").ShouldBe(["blue"]);
        await GatewayRig.UntilAsync(() => rig.Green.Requests == 2 && !rig.Green.Bodies.IsEmpty);
        rig.Green.Bodies.ShouldBe(["an order"]);
        await GatewayRig.UntilAsync(() => rig.Live.Single().Report.Sides.Blue.Requests == 2);
        rig.Live.Single().Report.Sides.Green.Requests.ShouldBe(0);
    }

    private static async Task ShouldSayThatNoneIsReadyAsync(GatewayRig rig)
    {
        using var response = await rig.Client.GetAsync(rig.Address());
        ((int)response.StatusCode).ShouldBe(503);
        response.Headers.RetryAfter.ShouldNotBeNull();
        (await response.Content.ReadAsStringAsync()).ShouldContain("No version that is to serve shop/production has a ready instance");
    }

    private static GatewaySpec Sticky(StickySpec sticky) => new() { Listen = "127.0.0.1:0", Sticky = sticky };

    private static async Task<(string Name, string Cookie)> FirstAsync(GatewayRig rig)
    {
        using var response = await rig.Client.GetAsync(rig.Address());
        return (await response.Content.ReadAsStringAsync(), response.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
    }

    private static async Task<List<string>> ManyAsync(int count, Func<int, Task<string>> ask)
    {
        var answers = new List<string>();
        for (var i = 0; i < count; i++)
            answers.Add(await ask(i));
        return answers;
    }
}
