using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Local.Gateway.Hub;
using Slipway.Local.Keeping;
using Slipway.Local.Processes;

namespace Slipway.Adapters.Tests.Keeping;

/// <summary>A server as far as keeping goes, on a port of loopback. It looks whether it is keeper only when it is told to.</summary>
internal sealed class KeepingServer : IAsyncDisposable
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(3);

    private readonly WebApplication _web;
    private readonly ILeases _leases;

    private KeepingServer(WebApplication web, ILeases leases, Keeper keeper)
    {
        (_web, _leases, Keeper) = (web, leases, keeper);
        Client = new KeeperClient(keeper, leases, TimeProvider.System);
        (Target, Router) = (new KeptTarget(Client), new KeptRouter(Client));
    }

    public Keeper Keeper { get; }

    public KeeperClient Client { get; }

    public KeptTarget Target { get; }

    public KeptRouter Router { get; }

    public Uri Url => new(Keeper.Server.Url);

    /// <summary>While false, it takes connections and answers nothing: so does a process that was stopped.</summary>
    public bool Answers { get; set; } = true;

    /// <param name="launcher">Null: its own, as of a process of its own.</param>
    public static async Task<KeepingServer> StartAsync(string id, string folder, ILeases leases, ProcessLauncher? launcher = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var web = builder.Build();
        KeepingServer? server = null;
        web.Use(async (http, next) =>
        {
            while (!server!.Answers)
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, http.RequestAborted);
            await next(http);
        });
        web.MapKeeper(() => server!.Keeper.Office);
        web.MapGateways(cancellation => server!.Client.FindHubAsync(cancellation), TimeProvider.System);
        await web.StartAsync();
        var url = web.Urls.First();
        var setup = new KeeperSetup(
            folder, launcher ?? new ProcessLauncher(), new Places(new NoSpecs()), "/nowhere/slipway", new Uri(url), StartsGateways: false,
            TimeProvider.System, NullLoggerFactory.Instance);
        server = new KeepingServer(web, leases, new Keeper(leases, new ServerNote(id, url, FolderIdentity.Of(folder)), setup));
        return server;
    }

    /// <summary>Its first look.</summary>
    public Task EnrolAsync() => Keeper.EnrolAsync(Life, CancellationToken.None);

    /// <summary>A later one, of a server that lives.</summary>
    public async Task LookAsync()
    {
        await _leases.RenewAsync(Keeper.Server, Life, CancellationToken.None);
        await Keeper.LookAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        Answers = true;
        await Keeper.DisposeAsync();
        Client.Dispose();
        await _web.DisposeAsync();
    }
}
