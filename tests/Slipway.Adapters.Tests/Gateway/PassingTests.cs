using System.Net;
using System.Net.WebSockets;
using System.Text;
using Shouldly;
using Slipway.Adapters.Tests.Gateway.Rig;
using Xunit;

namespace Slipway.Adapters.Tests.Gateway;

public sealed class PassingTests
{
    [Fact]
    public async Task A_web_socket_passes_both_ways()
    {
        await using var rig = await new GatewayRig().StartAsync();
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(rig.Address("/socket")) { Scheme = "ws" }.Uri, CancellationToken.None);
        var buffer = new byte[100];
        foreach (var text in new[] { "one", "two" })
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);
            var echo = await socket.ReceiveAsync(buffer, CancellationToken.None);
            Encoding.UTF8.GetString(buffer, 0, echo.Count).ShouldBe(text);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }

    [Fact]
    public async Task A_stream_arrives_as_it_is_written()
    {
        await using var rig = await new GatewayRig().StartAsync();
        using var response = await rig.Client.GetAsync(rig.Address("/chunks"), HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        for (var chunk = 1; chunk <= 3; chunk++)
        {
            // The service writes the next only after this one was read here.
            (await reader.ReadLineAsync()).ShouldBe($"chunk {chunk}");
            rig.Blue.Gate.Release();
        }

        (await reader.ReadLineAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Http_2_without_tls_and_http_1_share_the_port()
    {
        await using var rig = await new GatewayRig().StartAsync();
        for (var i = 0; i < 20; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, rig.Address("/echo"))
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                Content = new StringContent($"body {i}"),
            };
            using var response = await rig.Client.SendAsync(request);
            response.Version.ShouldBe(HttpVersion.Version20);
            (await response.Content.ReadAsStringAsync()).ShouldBe($"body {i}");
            (await rig.GetAsync()).ShouldBe("blue");
        }
    }

    [Fact]
    public async Task A_long_body_passes_in_both_directions()
    {
        await using var rig = await new GatewayRig().StartAsync();
        const int Length = 40 * 1024 * 1024;
        using var response = await rig.Client.PostAsync(rig.Address("/length"), new StreamContent(new MemoryStream(new byte[Length])));
        (await response.Content.ReadAsStringAsync()).ShouldBe($"{Length}");
        var text = new string('x', 3_000_000);
        using var echo = await rig.Client.PostAsync(rig.Address("/echo"), new StringContent(text));
        (await echo.Content.ReadAsStringAsync()).ShouldBe(text);
    }

    [Fact]
    public async Task The_service_is_told_whom_and_what_the_client_asked()
    {
        await using var rig = await new GatewayRig().StartAsync();
        var headers = await rig.GetAsync("/headers", ("Host", "shop.example"), ("X-Forwarded-For", "203.0.113.9"));
        headers.ShouldContain("Host: shop.example");
        headers.ShouldContain("X-Forwarded-Host: shop.example");
        headers.ShouldContain("X-Forwarded-Proto: http");
        headers.ShouldContain("X-Forwarded-For: 203.0.113.9, 127.0.0.1");
    }

    [Fact]
    public async Task Path_query_method_and_answer_headers_are_left_as_they_are()
    {
        await using var rig = await new GatewayRig().StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Delete, rig.Address("/status?code=404&q=a%2Fb%20c"));
        using var response = await rig.Client.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.Headers.GetValues("X-Name").ShouldBe(["blue"]);
        response.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task A_client_that_goes_away_takes_its_request_with_it_and_is_no_error()
    {
        await using var rig = await new GatewayRig().StartAsync();
        using var leave = new CancellationTokenSource();
        var slow = rig.Client.GetAsync(rig.Address("/slow"), leave.Token);
        await rig.Blue.Arrived.WaitAsync();
        await leave.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(slow);
        await rig.Blue.Aborted.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await GatewayRig.UntilAsync(() => rig.Live.Single().Report.Sides.Blue is { Requests: 1, Active: 0 });
        rig.Live.Single().Report.Sides.Blue.Errors.ShouldBe(0);
    }

    [Fact]
    public async Task A_request_in_flight_ends_where_it_began_when_its_side_is_removed()
    {
        await using var rig = await new GatewayRig().StartAsync();
        var slow = rig.GetAsync("/slow");
        await rig.Blue.Arrived.WaitAsync();
        await rig.SplitAsync(100);
        rig.Endpoints.Set(GatewayRig.Environment, Slipway.Core.Values.Slot.Blue);
        await rig.AppliedAsync();
        (await rig.GetAsync()).ShouldBe("green");
        rig.Live.Single().Report.Sides.Blue.Active.ShouldBe(1);
        rig.Blue.Gate.Release();
        (await slow).ShouldBe("blue");
    }
}
