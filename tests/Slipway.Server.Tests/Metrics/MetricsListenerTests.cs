using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Slipway.Server.Hosting;
using Slipway.Server.Metrics;
using Slipway.Testing;
using Xunit;

namespace Slipway.Server.Tests.Metrics;

public sealed class MetricsListenerTests : IDisposable
{
    private readonly MeterFactory _meters = new();
    private readonly Measurements _measurements;
    private readonly HttpClient _http = new();
    private readonly IPEndPoint _address = new(IPAddress.Loopback, FreePort.Take());

    public MetricsListenerTests() => _measurements = new Measurements(_meters, NullLogger<Measurements>.Instance);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _http.Dispose();
        _measurements.Dispose();
        _meters.Dispose();
    }

    [Fact]
    public async Task It_answers_with_one_page_and_nothing_else()
    {
        await using var listener = await StartAsync();
        using var page = await _http.GetAsync(At("/metrics"), Cancel);
        page.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        (await page.Content.ReadAsStringAsync(Cancel)).ShouldContain("dotnet_process_cpu_time_seconds_total");

        foreach (var path in (string[])["/", "/api/v1/environments", "/metrics/", "/metricsx"])
        {
            using var absent = await _http.GetAsync(At(path), Cancel);
            absent.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await absent.Content.ReadAsStringAsync(Cancel)).ShouldBe("nothing is here but /metrics; the API listens elsewhere\n");
        }

        using var posted = await _http.PostAsync(At("/metrics"), null, Cancel);
        posted.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        posted.Content.Headers.Allow.ShouldBe(["GET"]);
    }

    [Fact]
    public async Task An_address_that_is_taken_or_not_there_is_named()
    {
        using var taken = new TcpListener(_address);
        taken.Start();
        (await Should.ThrowAsync<ServerStartException>(StartAsync)).Message.ShouldBe($"{_address} is in use by another program; end that one, or choose another with --metrics");
        (await Should.ThrowAsync<ServerStartException>(() => MetricsListener.StartAsync(new IPEndPoint(IPAddress.Parse("192.0.2.1"), _address.Port), _measurements, NullLoggerFactory.Instance, Cancel)))
            .Message.ShouldStartWith($"metrics cannot be had at 192.0.2.1:{_address.Port}: ");
    }

    private Task<MetricsListener> StartAsync() => MetricsListener.StartAsync(_address, _measurements, NullLoggerFactory.Instance, Cancel);

    private Uri At(string path) => new($"http://{_address}{path}");
}
