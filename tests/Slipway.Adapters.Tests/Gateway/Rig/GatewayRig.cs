using System.Net;
using System.Net.Sockets;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Local.Gateway;
using Slipway.Local.Gateway.Hub;

namespace Slipway.Adapters.Tests.Gateway.Rig;

/// <summary>A control plane, a service on each slot and a gateway in between, over real sockets.</summary>
internal sealed class GatewayRig : IAsyncDisposable
{
    private const int PatienceSeconds = 30;

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("slipway-gateway-");
    private CancellationTokenSource _stop = new();
    private Task<int>? _gateway;
    private long _order;

    public static EnvironmentKey Environment { get; } = new("shop", "production");

    public SetEndpoints Endpoints { get; } = new();

    public string Data => _data.FullName;

    public ControlPlane Plane { get; set; } = null!;

    public Service Blue { get; private set; } = null!;

    public Service Green { get; private set; } = null!;

    public GatewaySpec Traffic { get; set; } = new() { Listen = "127.0.0.1:0" };

    /// <summary>Of the gateways of this process.</summary>
    public GatewayBounds Bounds { get; init; } = new();

    public HttpClient Client { get; } = new(new SocketsHttpHandler { UseCookies = false });

    /// <summary>Starts all; the gateway in this process unless a test starts its own.</summary>
    public async Task<GatewayRig> StartAsync(bool gateway = true)
    {
        Plane = await ControlPlane.StartAsync(Data, Endpoints);
        (Blue, Green) = (await Service.StartAsync("blue"), await Service.StartAsync("green"));
        Endpoints.Set(Environment, Slot.Blue, Blue.Endpoint);
        Endpoints.Set(Environment, Slot.Green, Green.Endpoint);
        if (!gateway)
            return this;
        StartGateway();
        await SplitAsync(0);
        return this;
    }

    public void StartGateway(string? listen = null, Uri? server = null) => _gateway = GatewayProgram.RunAsync(
        new GatewayOptions
        {
            Servers = [server ?? Plane.Address],
            Environment = Environment,
            DataDirectory = Data,
            Listen = listen,
            Bounds = Bounds,
            Chance = new Random(42),
        },
        _stop.Token);

    /// <summary>Gives green this share, and returns when that is in force.</summary>
    public async Task SplitAsync(decimal green)
    {
        await SetAsync(green);
        await UntilAsync(() => InForceAsync(green));
    }

    public async Task SetAsync(decimal green, long fence = 1) => await Plane.Hub.SetAsync(
        new Route(Environment, Traffic, Slot.Blue, TrafficSplit.With(Slot.Green, Weight.FromPercent(green))),
        new EffectOrder($"{++_order}", fence),
        CancellationToken.None);

    public async Task<bool> InForceAsync(decimal green) =>
        await Plane.Hub.ReadAsync(Environment, CancellationToken.None) == TrafficSplit.With(Slot.Green, Weight.FromPercent(green));

    /// <summary>The gateways have applied the newest configuration.</summary>
    public Task AppliedAsync() =>
        UntilAsync(() => Task.FromResult(Live is { Count: > 0 } live
            && live.All(gateway => gateway.Report.Generation == Plane.Hub.Current(Environment).Config!.Generation)));

    public IReadOnlyList<GatewayStatus> Live => [.. Plane.Hub.Gateways(Environment).Where(gateway => gateway.Live)];

    public Uri Address(string path = "/") => new($"http://{Live.Last(gateway => gateway.Report.Listening is not null).Report.Listening}{path}");

    public async Task<string> GetAsync(string path = "/", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(path));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Client.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }

    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(PatienceSeconds));
        while (!await holds())
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, bound.Token);
    }

    public static Task UntilAsync(Func<bool> holds) => UntilAsync(() => Task.FromResult(holds()));

    /// <summary>The answer as soon as there is one, for a gateway that is on its way.</summary>
    public async Task<string> FirstAnswerAsync(Uri address)
    {
        string? answer = null;
        await UntilAsync(async () =>
        {
            try
            {
                answer = await Client.GetStringAsync(address);
            }
            catch (HttpRequestException)
            {
                // Nobody accepts yet.
            }

            return answer is not null;
        });
        return answer!;
    }

    /// <summary>An address that nobody has, so that it can be known before a gateway listens there.</summary>
    public static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener.LocalEndpoint.ToString()!;
    }

    /// <summary>The gateway has written down what it serves by.</summary>
    public Task KeptAsync() => UntilAsync(() => File.Exists(Path.Combine(Data, "gateways", "shop", "production", "config.json")));

    /// <summary>Ends the gateway of this process and returns its exit code. Another can be started.</summary>
    public async Task<int> StopGatewayAsync()
    {
        await _stop.CancelAsync();
        _stop.Dispose();
        _stop = new CancellationTokenSource();
        return await _gateway!;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_gateway is not null)
            await StopGatewayAsync();
        await Plane.DisposeAsync();
        await Blue.DisposeAsync();
        await Green.DisposeAsync();
        _stop.Dispose();
        _data.Delete(recursive: true);
    }
}
