using Shouldly;
using Slipway.Adapters.Tests.Gateway.Rig;
using Slipway.Core.Ports;
using Slipway.Core.Simulation;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Local.Gateway;
using Slipway.Testing.Contracts;
using Xunit;

namespace Slipway.Adapters.Tests.Keeping;

/// <summary>The contract of routers, from a server that asks the keeper over HTTP. The gateway was started with that server's address: it is sent on.</summary>
public sealed class KeptRouterTests : RouterContract, IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("slipway-kept-router-");
    private readonly VirtualTime _clock = new();
    private readonly InMemoryStore _store;
    private readonly CancellationTokenSource _stop = new();
    private KeepingServer _keeper = null!;
    private KeepingServer _other = null!;
    private Task<int> _gateway = Task.FromResult(0);

    public KeptRouterTests() => _store = new InMemoryStore(_clock);

    protected override TrafficSpec Traffic { get; } = new GatewaySpec { Listen = GatewayRig.FreeAddress() };

    public async ValueTask InitializeAsync()
    {
        _keeper = await KeepingServer.StartAsync("keeper", _data.FullName, _store);
        _other = await KeepingServer.StartAsync("other", _data.FullName, _store);
        await _keeper.EnrolAsync();
        await _other.EnrolAsync();
        _other.Keeper.Office.ShouldBeNull();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _gateway;
        await _other.DisposeAsync();
        await _keeper.DisposeAsync();
        _stop.Dispose();
        _data.Delete(recursive: true);
    }

    protected override Task<IRouter> StartAsync()
    {
        StartGateway(_other.Url);
        return Task.FromResult<IRouter>(_other.Router);
    }

    /// <summary>The gateway has no instances here, so that its own answer tells the two apart.</summary>
    protected override async Task<bool> IsPageShownAsync()
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri($"http://{((GatewaySpec)Traffic).Listen}"), CancellationToken.None);
        return answer.Content.Headers.ContentType!.MediaType == "text/html";
    }

    private void StartGateway(params IReadOnlyList<Uri> servers) =>
        _gateway = GatewayProgram.RunAsync(
            new GatewayOptions { Servers = servers, Environment = Environment, DataDirectory = Path.Combine(_data.FullName, "gateway"), Chance = new Random(1) },
            _stop.Token);

    [Fact]
    public async Task A_gateway_turns_to_the_next_server_when_the_keeper_falls_silent_and_another_takes_its_place()
    {
        StartGateway(_keeper.Url, _other.Url);
        await _keeper.Router.SetAsync(RouteOf(TrafficSplit.AllTo(Slot.Blue)), new EffectOrder("a", 1), CancellationToken.None);
        await ConvergesAsync(_keeper.Router, TrafficSplit.AllTo(Slot.Blue));

        _keeper.Answers = false;
        _clock.Advance(TimeSpan.FromSeconds(3));
        await _other.LookAsync();

        await ConvergesAsync(_other.Router, TrafficSplit.AllTo(Slot.Blue));
        await _other.Router.SetAsync(RouteOf(TrafficSplit.AllTo(Slot.Green)), new EffectOrder("b", 2), CancellationToken.None);
        await ConvergesAsync(_other.Router, TrafficSplit.AllTo(Slot.Green));

        // It wakes up and knows of nothing: what it says of the gateway counts for nobody.
        _keeper.Answers = true;
        await Should.ThrowAsync<PortUnavailableException>(() => _keeper.Router.ReadAsync(Environment, CancellationToken.None));
        await _keeper.LookAsync();
        (await _keeper.Router.ReadAsync(Environment, CancellationToken.None)).ShouldBe(TrafficSplit.AllTo(Slot.Green));
    }

    [Fact]
    public async Task Samples_of_the_keeper_are_those_of_any_server()
    {
        var router = await StartAsync();
        await router.SetAsync(RouteOf(TrafficSplit.AllTo(Slot.Blue)), new EffectOrder("a", 1), CancellationToken.None);
        await ConvergesAsync(router, TrafficSplit.AllTo(Slot.Blue));
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri($"http://{((GatewaySpec)Traffic).Listen}"), CancellationToken.None);
        await GatewayRig.UntilAsync(async () =>
            await ((IMetricSource)_other.Router).ReadAsync(Environment, CancellationToken.None) is { } far
            && await ((IMetricSource)_keeper.Router).ReadAsync(Environment, CancellationToken.None) is { } near
            && far.Counters == near.Counters);
    }
}
