using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Shouldly;
using Slipway.Contracts;
using Slipway.Server.Tests.EndToEnd.Rig;
using Slipway.Server.Tests.Metrics;
using Slipway.Testing;
using Xunit;

namespace Slipway.Server.Tests.EndToEnd;

/// <summary>A real Prometheus reads a real server while it rolls out.</summary>
public sealed class MetricsTests : IAsyncDisposable
{
    private const string Tool = "/usr/bin/promtool";

    private readonly Installation _shop = new(Cancel);
    private readonly HttpClient _http = new();
    private readonly int _port = FreePort.Take();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Uri Page => new($"http://127.0.0.1:{_port}/metrics");

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _shop.DisposeAsync();
    }

    [Fact]
    public async Task Prometheus_sees_a_rollout_while_it_runs_and_how_each_ended()
    {
        await using var prometheus = await PrometheusServer.StartAsync(Cancel, $"127.0.0.1:{_port}");
        _shop.Spec("canary: { weights: [50%, 100%], observe: 30s }");
        await _shop.StartAsync("--metrics", $"{_port}");
        (await _shop.RunAsync("deploy", "--version", "1.0.0", "--wait", "--timeout", "1m")).Ended(ExitCodes.Done);
        await prometheus.UntilSeenAsync("slipway_rollouts_ended_total{app='shop',environment='production',outcome='succeeded'}", 1, Cancel);

        var rollout = await _shop.DeployAsync("2.0.0");
        (await _shop.RunAsync("pause", rollout.Id)).Ended(ExitCodes.Done);
        await prometheus.UntilSeenAsync("slipway_rollouts_driven{phase='paused'}", 1, Cancel);
        await prometheus.UntilSeenAsync("slipway_rollouts_live", 1, Cancel);
        await prometheus.UntilSeenAsync("slipway_rollouts_ended_total{outcome='failed'}", 0, Cancel);
        (await _shop.RunAsync("abort", rollout.Id)).Ended(ExitCodes.Done);
        await _shop.EndedAsync(rollout.Id);
        await prometheus.UntilSeenAsync("slipway_rollouts_ended_total{outcome=~'rolled-back|cancelled'}", 1, Cancel);
        await prometheus.UntilSeenAsync("slipway_rollouts_live", 0, Cancel);
        await prometheus.UntilSeenAsync("slipway_rollouts_driven", 0, Cancel);
        await prometheus.UntilSeenAsync("slipway_servers", 1, Cancel);
        await prometheus.UntilSeenAsync("slipway_log_lines_total{level='critical'}", 0, Cancel);

        await PageIsRightAsync();
    }

    [Theory]
    [InlineData("is no address; write it as 127.0.0.1:9464", ExitCodes.Invalid, "--metrics", "nowhere")]
    [InlineData("is the port of the API", ExitCodes.Invalid, "--metrics", "7001", "--listen", "7001")]
    public async Task An_address_that_cannot_be_is_refused(string says, int code, params string[] line)
    {
        _shop.Spec("rolling: {}");
        var refused = await _shop.RunAsync(["serve", .. line]);
        (refused.Code, refused.Error.Contains(says, StringComparison.Ordinal)).ShouldBe((code, true), refused.Error);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_and_a_server_without_metrics_has_none()
    {
        _shop.Spec("rolling: {}");
        using var taken = new TcpListener(IPAddress.Loopback, _port);
        taken.Start();
        var refused = await _shop.RunAsync("serve", "--listen", $"{_shop.ApiPort}", "--metrics", $"{_port}");
        (refused.Code, refused.Error).ShouldBe((ExitCodes.Failed, $"slipway: 127.0.0.1:{_port} is in use by another program; end that one, or choose another with --metrics\n"));
        taken.Stop();

        await _shop.StartAsync();
        await Should.ThrowAsync<HttpRequestException>(() => _http.GetAsync(Page, Cancel));
        (await _http.GetAsync(new Uri(_shop.Api, "metrics"), Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    /// <summary>Prometheus' own tool finds nothing, every label is named in the help, and nothing names a rollout, a path or a token.</summary>
    private async Task PageIsRightAsync()
    {
        var text = await _http.GetStringAsync(Page, Cancel);
        var page = new MetricsText(text);
        foreach (var (name, labels, _) in page.Samples.Where(sample => sample.Name.StartsWith("slipway_", StringComparison.Ordinal)))
        {
            var help = page.Help.First(metric => name == metric.Key || (name.StartsWith(metric.Key, StringComparison.Ordinal) && page.Types[metric.Key] == "histogram")).Value;
            foreach (var label in labels.Keys.Where(label => label != "le"))
                help.ShouldContain(label, Case.Sensitive, name);
        }

        text.ShouldNotContain("shop.production");
        text.ShouldNotContain("slip_");
        text.ShouldNotContain(_shop.Folder);
        foreach (var name in (string[])["slipway_effect_duration_seconds", "slipway_due_late_seconds", "slipway_store_append_duration_seconds", "http_server_request_duration_seconds"])
            page.Types[name].ShouldBe("histogram");
        page.Samples.First(sample => sample.Name == "slipway_effect_duration_seconds_count" && sample.Labels["kind"] == "apply" && sample.Labels["outcome"] == "done").Value.ShouldBeGreaterThan(0);
        await CheckAsync(text);
    }

    private static async Task CheckAsync(string page)
    {
        Assert.SkipUnless(File.Exists(Tool), "No promtool is installed: run eng/real-parts.sh test");
        using var process = Process.Start(new ProcessStartInfo(Tool, ["check", "metrics"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        await process.StandardInput.WriteAsync(page);
        process.StandardInput.Close();
        var found = await process.StandardError.ReadToEndAsync(Cancel) + await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        (process.ExitCode, found).ShouldBe((0, ""));
    }
}
