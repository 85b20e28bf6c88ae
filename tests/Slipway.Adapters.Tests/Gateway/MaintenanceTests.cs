using System.Net;
using Shouldly;
using Slipway.Adapters.Tests.Gateway.Rig;
using Slipway.Core.Analysis;
using Slipway.Core.Gates.Stops;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Adapters.Tests.Gateway;

/// <summary>The maintenance page of an emergency stop, as clients of a gateway meet it.</summary>
public sealed class MaintenanceTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task People_get_a_page_and_programs_a_problem_whatever_they_ask_for()
    {
        await using var rig = await new GatewayRig { Traffic = new() { Listen = "127.0.0.1:0", Match = new("canary", "true") } }.StartAsync();
        await rig.SplitAsync(50);
        await ShowAsync(rig);

        using var person = await AskAsync(rig, HttpMethod.Get, "text/html,application/xhtml+xml,*/*;q=0.8");
        person.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        person.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(30));
        person.Headers.CacheControl!.NoStore.ShouldBeTrue();
        person.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        (await person.Content.ReadAsStringAsync(Stop)).ShouldContain("<h1>We will be back soon</h1>");

        using var program = await AskAsync(rig, HttpMethod.Post, "application/json, text/plain, */*");
        program.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        program.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await program.Content.ReadAsStringAsync(Stop)).ShouldBe("""{"title":"Maintenance","status":503,"detail":"The service is closed for maintenance. Try again later."}""");

        using var head = await AskAsync(rig, HttpMethod.Head, null);
        head.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await head.Content.ReadAsStringAsync(Stop)).ShouldBeEmpty();
        (await rig.GetAsync("/", ("canary", "true"))).ShouldContain("We will be back soon");
    }

    [Fact]
    public async Task No_side_is_measured_by_it_and_the_split_in_force_is_told_as_before()
    {
        await using var rig = await new GatewayRig().StartAsync();
        await rig.SplitAsync(25);
        for (var request = 0; request < 20; request++)
            await rig.GetAsync();
        await GatewayRig.UntilAsync(async () => Requests(await SampleAsync(rig)) == 20);
        await ShowAsync(rig);
        for (var request = 0; request < 20; request++)
            await rig.GetAsync();
        (await rig.InForceAsync(25)).ShouldBeTrue();
        await rig.SplitAsync(75);
        (await rig.GetAsync()).ShouldContain("We will be back soon");
        var sample = await SampleAsync(rig);
        (Requests(sample), sample.Counters.Blue.Errors + sample.Counters.Green.Errors).ShouldBe((20, 0));

        await ShowAsync(rig, shown: false);
        (await rig.InForceAsync(75)).ShouldBeTrue();
        (await rig.GetAsync()).ShouldBeOneOf("blue", "green");
    }

    [Fact]
    public async Task The_specs_own_page_outlives_the_gateway_and_the_control_plane()
    {
        await using var rig = await new GatewayRig { Traffic = new() { Listen = GatewayRig.FreeAddress() } }.StartAsync();
        await rig.SplitAsync(50);
        var address = rig.Address();
        await ShowAsync(rig, html: "<p>closed, \u00e4nd how</p>");
        var kept = Path.Combine(rig.Data, "gateways", "shop", "production", "config.json");
        await GatewayRig.UntilAsync(async () => (await File.ReadAllTextAsync(kept, Stop)).Contains("nd how", StringComparison.Ordinal));

        await rig.StopGatewayAsync();
        await rig.Plane.DisposeAsync();
        rig.StartGateway();
        await GatewayRig.UntilAsync(async () => await AnswerAsync(rig, address) == "<p>closed, \u00e4nd how</p>");

        rig.Plane = await ControlPlane.StartAsync(rig.Data, rig.Endpoints);
        await rig.StopGatewayAsync();
        rig.StartGateway(server: rig.Plane.Address);
        await rig.AppliedAsync();
        (await AnswerAsync(rig, address)).ShouldBe("<p>closed, \u00e4nd how</p>");
        await ShowAsync(rig, shown: false);
        (await AnswerAsync(rig, address)).ShouldBeOneOf("blue", "green");
    }

    [Fact]
    public async Task A_request_that_is_under_way_ends_as_it_would()
    {
        await using var rig = await new GatewayRig().StartAsync();
        var slow = rig.GetAsync("/slow");
        await rig.Blue.Arrived.WaitAsync(Stop);
        await ShowAsync(rig);
        (await rig.GetAsync()).ShouldContain("We will be back soon");
        rig.Blue.Gate.Release();
        (await slow).ShouldNotContain("We will be back soon");
    }

    [Fact]
    public async Task An_environment_without_a_gateway_cannot_show_one_and_says_what_to_do()
    {
        await using var rig = await new GatewayRig().StartAsync();
        var page = new MaintenancePage(new EnvironmentKey("shop", "staging"), rig.Traffic, null);
        (await rig.Plane.Hub.CheckMaintenanceAsync(page, Stop)).ShouldBe(["nothing was deployed to shop/staging yet, and it has no gateway: deploy first"]);
        await Should.ThrowAsync<PortUnavailableException>(() => rig.Plane.Hub.ShowMaintenanceAsync(page, 1, shown: true, Stop));
    }

    private static Task ShowAsync(GatewayRig rig, bool shown = true, string? html = null) =>
        rig.Plane.Hub.ShowMaintenanceAsync(new MaintenancePage(GatewayRig.Environment, rig.Traffic, html), 1, shown, Stop);

    private static async Task<HttpResponseMessage> AskAsync(GatewayRig rig, HttpMethod method, string? accept)
    {
        using var request = new HttpRequestMessage(method, rig.Address("/any/path"));
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        return await rig.Client.SendAsync(request, Stop);
    }

    private static async Task<string> AnswerAsync(GatewayRig rig, Uri address)
    {
        try
        {
            using var answer = await rig.Client.GetAsync(address, Stop);
            return await answer.Content.ReadAsStringAsync(Stop);
        }
        catch (HttpRequestException)
        {
            // Nobody accepts yet.
            return "";
        }
    }

    private static async Task<TrafficSample> SampleAsync(GatewayRig rig) => (await ((IMetricSource)rig.Plane.Hub).ReadAsync(GatewayRig.Environment, Stop))!;

    private static long Requests(TrafficSample sample) => sample.Counters.Blue.Requests + sample.Counters.Green.Requests;
}
