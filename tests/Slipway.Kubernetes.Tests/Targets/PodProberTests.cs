using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Core.Specs.Model;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Targets;
using Slipway.Kubernetes.Tests.Client;
using Slipway.Testing.Kubernetes;
using Slipway.Testing.Kubernetes.Faults;
using Xunit;

namespace Slipway.Kubernetes.Tests.Targets;

public sealed class PodProberTests(ClusterRun run)
{
    private readonly PodProber _prober = new(TimeProvider.System, _ => "127.0.0.1");

    [Theory]
    [InlineData(404, false)]
    [InlineData(500, false)]
    public async Task A_pod_that_cannot_be_reached_from_here_is_asked_through_the_API_server(int status, bool passes)
    {
        await using var on = await Proxied.ToAsync(run, Cancel);
        on.Proxy.Break(asked => asked.Path.Contains("/pods/shop-1:", StringComparison.Ordinal) && asked.Path.EndsWith("/proxy/health", StringComparison.Ordinal), Fault.Answer(status, "Pod", "as the pod says"));
        var answer = await _prober.AskAsync(on.On.Client, Pod(on.On.Namespace), ClosedPort(), new ProbeSpec { Http = "/health", Timeout = TimeSpan.FromSeconds(20) }, Cancel);
        (answer.Passed, answer.Detail).ShouldBe((passes, $"GET /health: {status}"));
    }

    [Fact]
    public async Task A_port_that_takes_connections_is_open()
    {
        using var on = await Connected.ToAsync(run, Cancel);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = $"{((IPEndPoint)listener.LocalEndpoint).Port}";
        (await _prober.AskAsync(on.Client, Pod(on.Namespace), port, new ProbeSpec { Tcp = true }, Cancel)).Passed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_command_gets_host_and_port_and_its_last_words_are_told()
    {
        using var on = await Connected.ToAsync(run, Cancel);
        var answer = await _prober.AskAsync(on.Client, Pod(on.Namespace), "8080", new ProbeSpec { Command = ["sh", "-c", "echo \"$1\"; exit 3", "sh", "{host}:{port}"] }, Cancel);
        (answer.Passed, answer.Detail).ShouldBe((false, "sh: exit code 3, 127.0.0.1:8080"));
    }

    [Fact]
    public async Task What_does_not_answer_in_time_has_not_answered()
    {
        using var on = await Connected.ToAsync(run, Cancel);
        var probe = new ProbeSpec { Command = ["sleep", "60"], Timeout = TimeSpan.FromMilliseconds(200) };
        (await _prober.AskAsync(on.Client, Pod(on.Namespace), "8080", probe, Cancel)).Detail.ShouldBe("sleep: no answer within 0.2 s");
    }

    [Fact]
    public async Task A_pod_without_port_or_address_cannot_be_asked()
    {
        using var on = await Connected.ToAsync(run, Cancel);
        (await _prober.AskAsync(on.Client, Pod(on.Namespace), null, new ProbeSpec { Tcp = true }, Cancel)).Detail.ShouldContain("no port");
        (await _prober.AskAsync(on.Client, new KubeObject([]), "8080", new ProbeSpec { Tcp = true }, Cancel)).Detail.ShouldContain("no address");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static KubeObject Pod(string ns) => new(JsonNode.Parse($$"""
        { "kind": "Pod", "metadata": { "name": "shop-1", "namespace": "{{ns}}" }, "status": { "podIP": "10.1.2.3" } }
        """)!.AsObject());

    private static string ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"{((IPEndPoint)listener.LocalEndpoint).Port}";
    }
}
