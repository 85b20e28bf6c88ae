using System.Net;
using System.Net.Sockets;
using Shouldly;
using Slipway.Core.Values;
using Slipway.Local.Gateway;
using Slipway.Server.Hosting;
using Slipway.Storage;
using Xunit;

namespace Slipway.Server.Tests.Hosting;

public sealed class GatewayByHandTests : IDisposable
{
    private const int PatienceSeconds = 30;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slipway-by-hand-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_server_that_starts_no_gateways_serves_one_that_is_started_by_hand()
    {
        var (listen, spec) = (FreeEndPoint(), Path.Combine(_folder.FullName, "slipway.yaml"));
        await File.WriteAllTextAsync(spec, $$"""
            app: shop
            artifact: ./releases/{version}
            environments:
              production:
                target: { processes: { command: [serve, "{port}"] } }
                traffic: { gateway: { listen: {{listen}} } }
                strategy: { canary: {} }
            """);
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(PatienceSeconds));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(bound.Token);
        var options = new ServerOptions
        {
            SpecFiles = [spec],
            DataDirectory = Path.Combine(_folder.FullName, "server"),
            Store = StoreLocation.File(Path.Combine(_folder.FullName, "server", "slipway.db")),
            Listen = FreeEndPoint(),
            Program = Path.Combine(_folder.FullName, "never-started"),
            StartGateways = false,
        };
        var server = SlipwayServer.RunAsync(options, _ => { }, stop.Token);
        var gateway = GatewayProgram.RunAsync(
            new GatewayOptions
            {
                Servers = [new Uri($"http://{options.Listen}")],
                Environment = new EnvironmentKey("shop", "production"),
                DataDirectory = Path.Combine(_folder.FullName, "gateway"),
                PeerKeyFile = Path.Combine(_folder.FullName, "server", "peer.key"),
                Chance = new Random(1),
            },
            stop.Token);
        var answer = await FirstAnswerAsync(new Uri($"http://{listen}"), bound.Token);
        answer.ShouldContain("No version that is to serve shop/production has a ready instance");
        await stop.CancelAsync();
        (await gateway).ShouldBe(GatewayProgram.Done);
        await server;
    }

    private static async Task<string> FirstAnswerAsync(Uri address, CancellationToken bound)
    {
        using var client = new HttpClient();
        while (true)
        {
            try
            {
                using var response = await client.GetAsync(address, bound);
                return await response.Content.ReadAsStringAsync(bound);
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, bound);
            }
        }
    }

    private static IPEndPoint FreeEndPoint()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }
}
