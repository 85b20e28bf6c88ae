using System.Net;
using Slipway.Adapters.Tests.Gateway.Rig;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Testing.Contracts;
using Xunit;

namespace Slipway.Adapters.Tests.Gateway;

public sealed class GatewayRouterTests : RouterContract, IAsyncDisposable
{
    private readonly GatewayRig _rig = new();

    protected override TrafficSpec Traffic => _rig.Traffic;

    protected override async Task<IRouter> StartAsync()
    {
        await _rig.StartAsync(gateway: false);
        _rig.StartGateway();
        return _rig.Plane.Hub;
    }

    protected override async Task<bool> IsPageShownAsync()
    {
        using var answer = await _rig.Client.GetAsync(_rig.Address());
        return answer.StatusCode == HttpStatusCode.ServiceUnavailable;
    }

    public async ValueTask DisposeAsync() => await _rig.DisposeAsync();
}
