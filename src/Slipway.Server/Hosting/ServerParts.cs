using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Slipway.Core.Engine;
using Slipway.Core.Engine.Git;
using Slipway.Core.Engine.Stopping;
using Slipway.Core.Engine.Trains;
using Slipway.Core.Notices;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Integrations.Checks;
using Slipway.Integrations.Git;
using Slipway.Integrations.Images;
using Slipway.Integrations.Metrics;
using Slipway.Integrations.Notices;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Routers;
using Slipway.Kubernetes.Targets;
using Slipway.Kubernetes.Targets.ArgoCd;
using Slipway.Kubernetes.Targets.Helm;
using Slipway.Kubernetes.Targets.Manifests;
using Slipway.Local.Gateway.Hub;
using Slipway.Local.Keeping;
using Slipway.Local.Processes;
using Slipway.Server.Api;
using Slipway.Server.Api.Git;
using Slipway.Server.Api.Health;
using Slipway.Server.Api.Hooks;
using Slipway.Server.Hosting.Doctor;
using Slipway.Server.Metrics;
using Slipway.Storage;
using Slipway.Storage.Checks;

namespace Slipway.Server.Hosting;

/// <summary>What a server consists of, part by part, for <see cref="SlipwayServer"/>.</summary>
internal static class ServerParts
{
    public static void AddStore(this IServiceCollection services, IStore store)
    {
        services.AddSingleton(store);
        services.AddSingleton<IEventStore>(s => new MeasuredEventStore(store, s.GetRequiredService<StoreInstruments>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ILeases>(store);
        services.AddSingleton<IEvidence>(store);
        services.AddSingleton<IOutbox>(store);
        services.AddSingleton<IDeliveries>(store);
        services.AddSingleton<ISnapshots>(store);
        services.AddSingleton<ITrafficHistory>(store);
    }

    /// <summary>A new router, metric source, target or kind of check is one line here.</summary>
    public static void AddAdapters(this IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton<ISpecs>(new FileSpecs(options.SpecFiles));
        services.AddSingleton<ITarget, KeptTarget>();
        services.AddSingleton<KeptRouter>();
        services.AddSingleton<IRouter>(s => s.GetRequiredService<KeptRouter>());
        services.AddSingleton<IMetricSource>(s => s.GetRequiredService<KeptRouter>());
        services.AddSingleton(s => new Clusters(options.KubeConfig, s.GetRequiredService<TimeProvider>(), new KubeOptions { Instruments = s.GetRequiredService<KubeInstruments>() }));
        services.AddSingleton<ITarget>(s => new DeploymentTarget(s.GetRequiredService<Clusters>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ITarget>(s => new ManifestsTarget(s.GetRequiredService<Clusters>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ITarget>(s => new HelmTarget(s.GetRequiredService<Clusters>(), s.GetRequiredService<TimeProvider>(), options.KubeConfig));
        services.AddSingleton<ITarget>(s => new ArgoCdTarget(s.GetRequiredService<Clusters>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => KubernetesRouters.All(s.GetRequiredService<Clusters>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IArtifacts>(_ => new Artifacts(new DirectoryArtifacts(), new ImageArtifacts(ImageArtifacts.CreateClient(), RegistryLogins.OfUser())));
        services.AddSingleton(_ => new PrometheusClient(PrometheusClient.CreateClient()));
        foreach (var router in (string[])[ServiceSpec.Kind, NginxIngressSpec.Kind, IstioSpec.Kind, GatewayApiSpec.Kind, AlbSpec.Kind, TraefikSpec.Kind])
            services.AddSingleton<IMetricSource>(s => new PrometheusTraffic(router, s.GetRequiredService<PrometheusClient>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IGatewayStates, GatewayStates>();
        services.AddSingleton<IItemCheck>(_ => new HttpItemRunner(HttpItemRunner.CreateClient()));
        services.AddSingleton<IItemCheck, TcpItemRunner>();
        services.AddSingleton<IItemCheck, CommandItemRunner>();
        services.AddSingleton<IItemCheck, MetricItemRunner>();
        services.AddSingleton<IItemCheck>(_ => new SqlItemRunner(Environment.GetEnvironmentVariable));
    }

    public static void AddKeeper(this IServiceCollection services, ServerOptions options, string url, Action<string> say)
    {
        services.AddSingleton(s => new KeeperSetup(
            options.DataDirectory, new ProcessLauncher(), s.GetRequiredService<Places>(), options.Program, new Uri(url), options.StartGateways,
            s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILoggerFactory>(), options.PeerKeyFile));
        services.AddSingleton<Keeper>();
        services.AddSingleton(s => new KeeperClient(
            s.GetRequiredService<Keeper>(), s.GetRequiredService<ILeases>(), s.GetRequiredService<TimeProvider>(), SlipwayServer.PeerKeyPath(options)));
        services.AddSingleton(s => new ServerFile(options.DataDirectory, s.GetRequiredService<ServerNote>(), s.GetRequiredService<ILeases>()));
        services.AddHostedService(s => new KeeperService(
            s.GetRequiredService<Keeper>(), s.GetRequiredService<ServerFile>(), s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<KeeperService>>(), say));
    }

    public static void AddEngine(this IServiceCollection services)
    {
        services.AddSingleton(s => new Adapters(
            s.GetServices<ITarget>(), [.. s.GetServices<IRouter>(), .. s.GetRequiredService<IReadOnlyList<IRouter>>()], s.GetServices<IMetricSource>(), s.GetRequiredService<IArtifacts>()));
        services.AddSingleton<Ledger>();
        services.AddSingleton<Places>();
        services.AddSingleton<Checklists>();
        services.AddSingleton<ReleaseFinder>();
        services.AddSingleton<Budgets>();
        services.AddSingleton(s => new RolloutEngine(
            s.GetRequiredService<Ledger>(), s.GetRequiredService<ILeases>(), s.GetRequiredService<IEvidence>(), s.GetRequiredService<Adapters>(),
            s.GetRequiredService<Budgets>(), s.GetRequiredService<Places>(), s.GetRequiredService<Checklists>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<RolloutEngine>>(), s.GetRequiredService<ServerNote>()));
        services.AddSingleton(s => new RolloutService(
            s.GetRequiredService<Ledger>(), s.GetRequiredService<Places>(), s.GetRequiredService<ReleaseFinder>(), s.GetRequiredService<Adapters>(),
            s.GetRequiredService<Budgets>(), s.GetRequiredService<RolloutEngine>().Wake));
        services.AddHostedService<EngineService>();
        services.AddSingleton<TrainLedger>();
        services.AddSingleton<TrainService>();
        services.AddSingleton<TrainDriver>();
        services.AddSingleton<PromotionFollower>();
        services.AddSingleton<Stops>();
        services.AddSingleton<StopDriver>();
        services.AddSingleton<DriftFollower>();
        services.AddSingleton<Conductor>();
        services.AddHostedService<ConductorService>();
        services.AddSingleton<TrafficRecorder>();
        services.AddHostedService<TrafficHistoryService>();
    }

    public static void AddNotices(this IServiceCollection services, NoticesSetup setup, Uri url, Action<string> say)
    {
        var (file, secrets) = setup;
        services.AddSingleton(s => new NoticeSender(s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new HookDesk(file, secrets.Read, s.GetRequiredService<IEventStore>(), s.GetRequiredService<TimeProvider>()));
        services.AddHostedService(s =>
        {
            var (time, deliveries) = (s.GetRequiredService<TimeProvider>(), s.GetRequiredService<IDeliveries>());
            var role = new ServerRole(NoticeService.Role, s.GetRequiredService<ILeases>(), s.GetRequiredService<ServerNote>(), time);
            var couriers = file.Destinations.Select((destination, index) => new Courier(
                destination.Name, Notifiers.For(destination, file.Link ?? url, secrets, s.GetRequiredService<NoticeSender>(), time), file.Retry, deliveries,
                role.TakeAsync, new Random(HashCode.Combine(Environment.ProcessId, index)), time, s.GetRequiredService<ILogger<Courier>>(), s.GetRequiredService<NoticeInstruments>()));
            return new NoticeService(
                s.GetRequiredService<IOutbox>(), deliveries, s.GetRequiredService<IEventStore>(), role, file, [.. couriers], s.GetRequiredService<NoticeInstruments>(), time, say, s.GetRequiredService<ILogger<NoticeService>>());
        });
    }

    /// <summary>One patrol a repository: one that does not answer holds up no other.</summary>
    public static void AddGit(this IServiceCollection services, GitSetup setup, ServerOptions options)
    {
        var (file, secrets) = setup;
        services.AddSingleton<GitLedger>();
        services.AddSingleton(file);
        services.AddSingleton(s => new GitDesk(file, secrets.Read, s.GetRequiredService<IEventStore>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IGitRepositories>(s => new GitRepositories(Path.Combine(options.DataDirectory, "git"), secrets.Read, s.GetRequiredService<TimeProvider>()));
        services.AddHostedService(s => new GitService(
        [
            .. file.Repositories.Select(repository => new GitPatrol(
                repository,
                new GitDriver(repository, s.GetRequiredService<IGitRepositories>(), s.GetRequiredService<GitLedger>(), s.GetRequiredService<Ledger>(), s.GetRequiredService<RolloutService>()),
                new ServerRole(GitPatrol.RoleOf(repository.Name), s.GetRequiredService<ILeases>(), s.GetRequiredService<ServerNote>(), s.GetRequiredService<TimeProvider>()),
                s.GetRequiredService<IEventStore>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<GitPatrol>>())),
        ]));
    }

    /// <summary>The instruments, which cost nothing while nobody listens to them.</summary>
    public static void AddInstruments(this IServiceCollection services)
    {
        services.AddMetrics();
        services.AddSingleton(s => s.GetRequiredService<IMeterFactory>().Create(Measurements.Meter, ProgramInstruments.Version));
        services.AddSingleton<RolloutInstruments>();
        services.AddSingleton<EngineInstruments>();
        services.AddSingleton<NoticeInstruments>();
        services.AddSingleton<StoreInstruments>();
        services.AddSingleton<KubeInstruments>();
        services.AddSingleton<ProgramInstruments>();
        services.AddSingleton<LogInstruments>();
        services.AddSingleton<ILoggerProvider>(s => s.GetRequiredService<LogInstruments>());
        services.AddSingleton<Measurements>();
    }

    /// <summary>Begins to measure, and shows it where the options say; null where they say nothing.</summary>
    public static async Task<MetricsListener?> ShowMetricsAsync(this IServiceProvider services, ServerOptions options, CancellationToken cancellation)
    {
        if (options.Metrics is not { } address)
            return null;
        var measurements = services.GetRequiredService<Measurements>();
        services.GetRequiredService<EngineInstruments>();
        services.GetRequiredService<ProgramInstruments>();
        services.GetRequiredService<LogInstruments>().Begin();
        return await MetricsListener.StartAsync(address, measurements, services.GetRequiredService<ILoggerFactory>(), cancellation);
    }

    public static void AddChecks(this IServiceCollection services)
    {
        services.AddSingleton<IHealthComponent, StoreHealth>();
        services.AddSingleton<IHealthComponent, GatewayHealth>();
        services.AddSingleton<IDoctorCheck, StoreCheck>();
        services.AddSingleton<IDoctorCheck, DiskCheck>();
        services.AddSingleton<IDoctorCheck, SpecCheck>();
        services.AddSingleton<IDoctorCheck, GatewayCheck>();
        services.AddSingleton<IDoctorCheck, NoticesCheck>();
    }
}
