using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Adapters.Tests.Keeping;
using Slipway.Core.Ports;
using Slipway.Local.Gateway.Hub;
using Slipway.Local.Keeping;

namespace Slipway.Adapters.Tests.Gateway.Rig;

/// <summary>A hub behind a real server, which can be stopped and started anew on the same port.</summary>
internal sealed class ControlPlane : IAsyncDisposable
{
    private readonly WebApplication _server;

    private ControlPlane(WebApplication server, KeeperTerm term, GatewayHub hub) =>
        (_server, Term, Hub, Address) = (server, term, hub, new Uri(server.Urls.First()));

    public KeeperTerm Term { get; }

    public GatewayHub Hub { get; }

    public Uri Address { get; }

    public static async Task<ControlPlane> StartAsync(string data, IEndpoints endpoints, Uri? address = null, TimeProvider? time = null)
    {
        var term = Terms.Next(data);
        var hub = new GatewayHub(term, endpoints, time ?? TimeProvider.System);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls((address ?? new Uri("http://127.0.0.1:0")).ToString());
        var server = builder.Build();
        server.MapGateways(hub, TimeProvider.System);
        await server.StartAsync();
        return new ControlPlane(server, term, hub);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
        Hub.Dispose();
        Term.Dispose();
    }
}
