using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Bench.Running;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Local.Gateway.Hub;
using Slipway.Local.Gateway.Supervision;
using Slipway.Local.Keeping;

namespace Slipway.Bench.Gateway;

/// <summary>A gateway process with the control plane's end of it in this process.</summary>
internal sealed class GatewayUnderTest : IAsyncDisposable
{
    /// <summary>Names another program that takes the arguments of <c>slipway gateway</c>.</summary>
    private const string ProgramVariable = "SLIPWAY_BENCH_GATEWAY";

    private const int ReadySeconds = 20;

    private static readonly EnvironmentKey s_environment = new("bench", "production");

    private readonly WebApplication _server;
    private readonly GatewayHub _hub;
    private readonly ChildProcess _process;
    private readonly string _listen;
    private readonly TimeProvider _time;
    private long _order;

    private GatewayUnderTest(WebApplication server, GatewayHub hub, ChildProcess process, string listen, TimeProvider time) =>
        (_server, _hub, _process, _listen, _time) = (server, hub, process, listen, time);

    public FixedEndpoints Endpoints { get; private init; } = null!;

    public static async Task<GatewayUnderTest> StartAsync(BenchContext context, string folder, int port, CancellationToken cancellation)
    {
        var endpoints = new FixedEndpoints();
        var term = await KeeperTerm.BeginAsync(folder, fence: 1, context.Time, cancellation);
        var hub = new GatewayHub(term, endpoints, context.Time);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.MapGateways(hub, context.Time);
        await server.StartAsync(cancellation);
        var program = Environment.GetEnvironmentVariable(ProgramVariable) ?? Programs.Slipway(context.Root);
        var process = ChildProcess.Start(
            program,
            ["gateway", "--server", server.Urls.First(), "--app", s_environment.App, "--environment", s_environment.Environment, "--data", folder],
            GatewayRuntime.Settings);
        return new GatewayUnderTest(server, hub, process, $"127.0.0.1:{port}", context.Time) { Endpoints = endpoints };
    }

    public void SetEndpoint(Slot slot, int port) => Endpoints.Set(s_environment, slot, port);

    /// <summary>Sets the split and returns how long it took until the gateway had confirmed it.</summary>
    public async Task<TimeSpan> SplitAsync(TrafficSplit split, CancellationToken cancellation)
    {
        var start = _time.GetTimestamp();
        var route = new Route(s_environment, new GatewaySpec { Listen = _listen }, Slot.Blue, split);
        await _hub.SetAsync(route, new EffectOrder($"{++_order}", 1), cancellation);
        while (await _hub.ReadAsync(s_environment, cancellation) != split)
        {
            if (_time.GetElapsedTime(start) > TimeSpan.FromSeconds(ReadySeconds))
                throw new BenchFailedException($"the gateway did not confirm {split} within {ReadySeconds} s");
            await Task.Delay(TimeSpan.FromMilliseconds(1), _time, cancellation);
        }

        return _time.GetElapsedTime(start);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Dispose();
        await _server.DisposeAsync();
        _hub.Dispose();
    }
}
