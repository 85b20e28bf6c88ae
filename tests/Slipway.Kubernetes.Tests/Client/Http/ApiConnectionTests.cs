using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Kubernetes.Client;
using Slipway.Testing.Kubernetes;
using Slipway.Testing.Kubernetes.Faults;
using Xunit;

namespace Slipway.Kubernetes.Tests.Client.Http;

/// <summary>What the server cannot be made to do at will, by a proxy before a real one.</summary>
public sealed class ApiConnectionTests(ClusterRun run)
{
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_is_too_busy_is_asked_again_when_it_wants_to_be()
    {
        await using var through = await Proxied.ToAsync(run, Cancellation);
        through.Proxy.Break(asked => asked.Method == "POST", Fault.Answer(429, "TooManyRequests", "too many requests", OneSecond));
        var started = TimeProvider.System.GetTimestamp();

        await through.On.CreateConfigMapAsync("settings", Cancellation);

        TimeProvider.System.GetElapsedTime(started).ShouldBeGreaterThanOrEqualTo(OneSecond);
        through.Sent("POST").ShouldBe(2);
    }

    [Fact]
    public async Task A_server_that_stays_too_busy_is_not_asked_for_ever()
    {
        await using var through = await Proxied.ToAsync(run, Cancellation, new KubeOptions { Attempts = 3 });
        through.Proxy.Break(asked => asked.Method == "POST", Fault.Answer(429, "TooManyRequests", "too many requests"), times: 10);

        var refusal = await Should.ThrowAsync<KubeException>(() => through.On.CreateConfigMapAsync("settings", Cancellation));

        (refusal.Status, refusal.OutcomeUnknown).ShouldBe((429, false));
        through.Sent("POST").ShouldBe(3);
    }

    [Fact]
    public async Task A_wait_that_is_longer_than_the_call_may_take_is_left_to_the_caller()
    {
        await using var through = await Proxied.ToAsync(run, Cancellation);
        through.Proxy.Break(asked => asked.Method == "POST", Fault.Answer(503, "ServiceUnavailable", "come back later", TimeSpan.FromMinutes(10)));

        var refusal = await Should.ThrowAsync<KubeException>(() => through.On.CreateConfigMapAsync("settings", Cancellation));

        (refusal.Status, refusal.RetryAfter, refusal.OutcomeUnknown).ShouldBe((503, TimeSpan.FromMinutes(10), false));
        refusal.Message.ShouldContain("come back later");
    }

    [Fact]
    public async Task A_read_that_fails_inside_the_server_or_on_its_way_is_repeated()
    {
        await using var through = await Proxied.ToAsync(run, Cancellation);
        await through.On.CreateConfigMapAsync("settings", Cancellation);
        through.Proxy.Break(asked => asked.Method == "GET", Fault.Answer(500, "InternalError", "etcdserver: leader changed"));
        through.Proxy.Break(asked => asked.Method == "GET", Fault.Cut);
        through.Proxy.Break(asked => asked.Method == "GET", Fault.LoseAnswer);

        (await through.On.Client.GetAsync(ResourceKinds.ConfigMaps, through.On.Namespace, "settings", Cancellation)).ShouldNotBeNull();

        through.Sent("GET").ShouldBe(4);
        through.On.Client.Requests["get"].ShouldBe(4);
    }

    [Fact]
    public async Task A_write_whose_answer_is_lost_is_unknown_and_not_repeated()
    {
        await using var through = await Proxied.ToAsync(run, Cancellation);
        through.Proxy.Break(asked => asked.Method == "POST", Fault.LoseAnswer);

        var lost = await Should.ThrowAsync<KubeException>(() => through.On.CreateConfigMapAsync("settings", Cancellation));

        (lost.Status, lost.Reason, lost.OutcomeUnknown).ShouldBe((0, KubeReasons.Unreachable, true));
        lost.Message.ShouldContain("create configmaps 'settings'");
        through.Sent("POST").ShouldBe(1);
        (await through.On.Client.GetAsync(ResourceKinds.ConfigMaps, through.On.Namespace, "settings", Cancellation)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_write_that_fails_inside_the_server_is_unknown_and_not_repeated()
    {
        await using var through = await Proxied.ToAsync(run, Cancellation);
        through.Proxy.Break(asked => asked.Method == "POST", Fault.Answer(500, "InternalError", "etcdserver: request timed out"));

        var refusal = await Should.ThrowAsync<KubeException>(() => through.On.CreateConfigMapAsync("settings", Cancellation));

        (refusal.Status, refusal.OutcomeUnknown).ShouldBe((500, true));
        refusal.Message.ShouldContain("etcdserver: request timed out");
        through.Sent("POST").ShouldBe(1);
    }

    [Theory]
    [InlineData("POST", true)]
    [InlineData("GET", false)]
    public async Task An_answer_that_takes_too_long_is_not_waited_for(string method, bool unknown)
    {
        await using var through = await Proxied.ToAsync(run, Cancellation, new KubeOptions { Timeout = TimeSpan.FromMilliseconds(400) });
        through.Proxy.Break(asked => asked.Method == method, Fault.Slow(TimeSpan.FromMinutes(1)), times: 10);

        var late = await Should.ThrowAsync<KubeException>(() => method == "POST"
            ? through.On.CreateConfigMapAsync("settings", Cancellation)
            : through.On.Client.ListAsync(ResourceKinds.ConfigMaps, through.On.Namespace, cancellation: Cancellation));

        (late.Status, late.Reason, late.OutcomeUnknown).ShouldBe((0, KubeReasons.Timeout, unknown));
        late.Message.ShouldContain("no answer within 0.4 s");
    }

    [Fact]
    public async Task Who_cancels_is_told_that_and_no_failure()
    {
        await using var through = await Proxied.ToAsync(run, Cancellation);
        through.Proxy.Break(asked => asked.Method == "POST", Fault.Slow(TimeSpan.FromMinutes(1)));
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Should.ThrowAsync<OperationCanceledException>(() => through.On.CreateConfigMapAsync("settings", cancelled.Token));
    }

    [Fact]
    public async Task A_list_whose_place_expired_between_pages_begins_again()
    {
        await using var through = await Proxied.ToAsync(run, Cancellation, new KubeOptions { PageSize = 2 });
        for (var number = 0; number < 5; number++)
            await through.On.CreateConfigMapAsync($"item-{number}", Cancellation);
        through.Proxy.Break(
            asked => asked.Query.Contains("continue=", StringComparison.Ordinal), Fault.Answer(410, "Expired", "the provided continue parameter is too old"));

        var list = await through.On.Client.ListAsync(ResourceKinds.ConfigMaps, through.On.Namespace, cancellation: Cancellation);

        list.Items.Count(item => item.Name.StartsWith("item-", StringComparison.Ordinal)).ShouldBe(5);
        list.Items.Select(item => item.Name).ShouldBeUnique();
    }

    [Fact]
    public async Task What_is_no_API_server_is_told()
    {
        await using var through = await Proxied.ToAsync(run, Cancellation);
        through.Proxy.Break(asked => asked.Method == "GET", Fault.Answer(404, "", ""));

        (await Should.ThrowAsync<KubeException>(() => through.On.Client.ListAsync(ResourceKinds.ConfigMaps, through.On.Namespace, cancellation: Cancellation)))
            .Reason.ShouldBe(KubeReasons.KindNotServed);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        await using var through = await Proxied.ToAsync(run, Cancellation, new KubeOptions { Attempts = 2 });
        await through.Proxy.DisposeAsync();

        var refusal = await Should.ThrowAsync<KubeException>(() => through.On.CreateConfigMapAsync("settings", Cancellation));

        (refusal.Reason, refusal.OutcomeUnknown).ShouldBe((KubeReasons.Unreachable, false));
        refusal.Message.ShouldContain($"the server test ({through.Proxy.Address}) cannot be reached");
        refusal.Message.ShouldContain("is it running, and is the address right?");
    }

    [Fact]
    public async Task Calls_at_the_same_time_do_not_disturb_each_other()
    {
        using var on = await Connected.ToAsync(run, Cancellation);

        var created = await Task.WhenAll(Enumerable.Range(0, 60).Select(number => on.CreateConfigMapAsync($"item-{number}", Cancellation)));

        created.Select(item => item.Name).ShouldBeUnique();
        on.Client.Requests["create"].ShouldBe(60);
    }
}
