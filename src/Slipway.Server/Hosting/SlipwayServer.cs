using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Core.Engine;
using Slipway.Core.Engine.Tokens;
using Slipway.Core.Ports;
using Slipway.Local.Gateway.Hub;
using Slipway.Local.Keeping;
using Slipway.Local.Peers;
using Slipway.Server.Access;
using Slipway.Server.Api;
using Slipway.Storage;

namespace Slipway.Server.Hosting;

/// <summary>The composition root: one process with control plane and API.</summary>
public static class SlipwayServer
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(10);

    /// <summary>Serves until cancelled. Workloads and gateways run on afterwards.</summary>
    /// <param name="say">Takes lines for people: where it listens, and each transition of a rollout.</param>
    /// <exception cref="ServerStartException">It cannot start, or cannot go on.</exception>
    public static async Task RunAsync(ServerOptions options, Action<string> say, CancellationToken cancellation)
    {
        var time = TimeProvider.System;
        var url = options.Url;
        await RefuseBadSpecsAsync(options, cancellation);
        var policies = await ReadAccessAsync(options, say, cancellation);
        var notices = await NoticesSetup.LoadAsync(options.NoticesFile, policies.Secrets.Read, cancellation);
        var git = await GitSetup.LoadAsync(options.GitFile, policies.Secrets.Read, cancellation);
        await using var store = await OpenStoreAsync(options, url, time, cancellation);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "slipway", ContentRootPath = options.DataDirectory });
        ConfigureWeb(builder, options);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(new ServerNote(IdOf(time), url, FolderOf(options)));
        builder.Services.AddInstruments();
        builder.Services.AddStore(store);
        builder.Services.AddKeeper(options, url, say);
        builder.Services.AddAdapters(options);
        builder.Services.AddEngine();
        builder.Services.AddNotices(notices, new Uri(url), say);
        builder.Services.AddGit(git, options);
        var access = AddAccess(builder.Services, options, policies, say);
        if (options.Retention is { } retention)
            builder.Services.AddSingleton(retention).AddHostedService<RetentionService>();
        builder.Services.AddHostedService<CheckpointService>();
        builder.Services.AddChecks();
        builder.Services.AddSlipwayApi();
        await using var app = builder.Build();
        app.UseSlipwayApi();
        var keeper = app.Services.GetRequiredService<Keeper>();
        var peers = app.MapGroup("").ForPeers();
        peers.MapKeeper(() => keeper.Office);
        peers.MapGateways(app.Services.GetRequiredService<KeeperClient>().FindHubAsync, time);
        await using var metrics = await app.Services.ShowMetricsAsync(options, cancellation);
        await TakeUpAsync(keeper, say, cancellation);
        await ListenAsync(app, options, cancellation);
        foreach (var address in new[] { url, options.OwnUrl }.Distinct())
            access.Local.Write(options.DataDirectory, address);
        await NoteWhereAsync(app, keeper, cancellation);
        say($"slipway listens on {url}, data in {options.DataDirectory}{(options.Store.IsShared ? $", store {options.Store}" : "")}{(options.Metrics is { } shown ? $", metrics on http://{shown}/metrics" : "")}");
        await ShowFirstTokenAsync(app, say, cancellation);
        await app.WaitForShutdownAsync(cancellation);
        if (!cancellation.IsCancellationRequested)
            throw new ServerStartException("the server ended by a fault of its own, which the lines above name; start it again: rollouts go on from their last event");
    }

    private static string IdOf(TimeProvider time) =>
        string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{Environment.ProcessId}:{time.GetUtcNow().ToUnixTimeMilliseconds()}");

    private static string FolderOf(ServerOptions options)
    {
        try
        {
            return FolderIdentity.Of(options.DataDirectory);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new ServerStartException(e.Message, e);
        }
    }

    private static async Task RefuseBadSpecsAsync(ServerOptions options, CancellationToken cancellation)
    {
        var specs = await new FileSpecs(options.SpecFiles).ReadAsync(cancellation);
        if (specs.Errors.Count > 0)
            throw new ServerStartException(string.Join('\n', specs.Errors.Select(e => e.Format(options.SpecFiles.Count == 1 ? options.SpecFiles[0] : "spec"))), isInvalidInput: true);
    }

    private static async Task<Policies> ReadAccessAsync(ServerOptions options, Action<string> say, CancellationToken cancellation)
    {
        var policies = new Policies(options.AccessFile);
        var (isGood, lines) = await policies.LookAsync(cancellation);
        if (!isGood)
            throw new ServerStartException(string.Join('\n', lines), isInvalidInput: true);
        lines.ToList().ForEach(say);
        return policies;
    }

    private static AccessOptions AddAccess(IServiceCollection services, ServerOptions options, Policies policies, Action<string> say)
    {
        var access = new AccessOptions
        {
            Local = new LocalCredential(),
            PeerKeyFile = PeerKeyPath(options),
            IsLoopbackOnly = IPAddress.IsLoopback(options.Listen.Address),
        };
        try
        {
            PeerKey.ReadOrCreate(access.PeerKeyFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new ServerStartException($"the key of servers and gateways: {e.Message}", e);
        }

        services.AddSingleton(access);
        services.AddSingleton(policies);
        services.AddHostedService(s => new PolicyService(policies, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<PolicyService>>(), say));
        return access;
    }

    internal static string PeerKeyPath(ServerOptions options) => options.PeerKeyFile ?? Path.Combine(options.DataDirectory, PeerKey.FileName);

    /// <summary>A new store has nobody who could hand out tokens from elsewhere. One that went away in this moment shows it at the next start.</summary>
    private static async Task ShowFirstTokenAsync(WebApplication app, Action<string> say, CancellationToken cancellation)
    {
        try
        {
            if (await app.Services.GetRequiredService<TokenRegistry>().FirstAsync(cancellation) is { } first)
                say($"first token, for a day or until `slipway token create` made another: {first.Text.Reveal()}");
        }
        catch (Exception e) when (e is PortUnavailableException || (e is OperationCanceledException && cancellation.IsCancellationRequested))
        {
            // The store's health says it, or somebody ends the server in this very moment.
        }
    }

    private static async Task<IStore> OpenStoreAsync(ServerOptions options, string url, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            // The folder after it: a store that does not open leaves nothing behind.
            var store = await options.Store.OpenAsync(time, url, cancellation);
            Directory.CreateDirectory(options.DataDirectory);
            return store;
        }
        catch (Exception e) when (e is PortUnavailableException or IOException or UnauthorizedAccessException)
        {
            throw new ServerStartException(e.Message, e);
        }
    }

    private static void ConfigureWeb(WebApplicationBuilder builder, ServerOptions options)
    {
        var certificate = options.Tls is { } tls ? ReadCertificate(tls) : null;
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(options.Listen, listen =>
            {
                if (certificate is not null)
                    listen.UseHttps(certificate);
            });
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddProblemDetails();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Slipway", LogLevel.Warning);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopWithin);
    }

    private static X509Certificate2 ReadCertificate(TlsFiles tls)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(tls.Certificate, tls.Key);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new ServerStartException($"{tls.Certificate} and {tls.Key} are no certificate and key for TLS: {e.Message}", e, isInvalidInput: true);
        }
    }

    /// <summary>What ran when the last keeper ended is found again before anything new is asked of this server.</summary>
    private static async Task TakeUpAsync(Keeper keeper, Action<string> say, CancellationToken cancellation)
    {
        try
        {
            await keeper.EnrolAsync(RolloutEngine.LeaseTerm, cancellation);
            if (keeper.StoreFolder != keeper.Server.Folder)
                say($"the processes of this store belong to another data folder ({keeper.StoreFolder}, this one is {keeper.Server.Folder}): they are driven through a server that has it");
        }
        catch (Exception e) when (e is InvalidDataException or PortUnavailableException)
        {
            throw new ServerStartException(e.Message, e);
        }
    }

    /// <summary>A store that goes away in this very moment is no reason to end: the note is written anew all the time.</summary>
    private static async Task NoteWhereAsync(WebApplication app, Keeper keeper, CancellationToken cancellation)
    {
        try
        {
            await app.Services.GetRequiredService<ServerFile>().KeepAsync(keeper.Office, cancellation);
        }
        catch (Exception e) when (e is PortUnavailableException or NotKeeperException)
        {
            // The command line asks at the address that the note had before.
        }
    }

    private static async Task ListenAsync(WebApplication app, ServerOptions options, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException or SocketException)
        {
            throw new ServerStartException($"{options.Listen} is in use by another program; end that one, or choose another with --listen", e);
        }
    }
}
