using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Core.Engine;
using Slipway.Core.Engine.Git;
using Slipway.Core.Engine.Stopping;
using Slipway.Core.Engine.Trains;
using Slipway.Core.Git.Model;
using Slipway.Core.Notices.Model;
using Slipway.Core.Ports;
using Slipway.Core.Simulation;
using Slipway.Integrations.Checks;
using Slipway.Server.Access;
using Slipway.Server.Api;
using Slipway.Server.Api.Git;
using Slipway.Server.Api.Hooks;
using Slipway.Server.Tests.Cli;
using Slipway.Testing.Access;
using Xunit;

namespace Slipway.Server.Tests.Api;

/// <summary>The real API, service and engine on a port of the system's choice, over a store in memory and a world that obeys at once.</summary>
public sealed class ApiServer : IAsyncLifetime
{
    private const string Spec = """
        app: storefront
        artifact: ./releases/{version}
        environments:
          quick:
            target: { processes: { command: [serve, "{port}"], replicas: 2 } }
            traffic: { gateway: { listen: 127.0.0.1:8080 }, drain: 1ms }
            strategy: { canary: { weights: [25%, 100%], observe: 1ms } }
            hotTrigger: off
          watched:
            target: { processes: { command: [serve, "{port}"], replicas: 2 } }
            traffic: { gateway: { listen: 127.0.0.1:8081 }, drain: 1ms }
            strategy: { canary: { weights: [25%, 100%], observe: 1h } }
            hotTrigger: off
          promised:
            target: { processes: { command: [serve, "{port}"], replicas: 2 } }
            traffic: { gateway: { listen: 127.0.0.1:8082 }, drain: 1ms }
            strategy: { canary: { weights: [25%, 100%], observe: 1ms } }
            slo: { objective: 99.9% }
            hotTrigger: off
          listed:
            target: { processes: { command: [serve, "{port}"], replicas: 2 } }
            traffic: { gateway: { listen: 127.0.0.1:8083 } }
            checklist:
              phases: [{ name: preparation, at: T-24h }]
              groups:
                - group: security
                  phase: preparation
                  items:
                    - { id: secrets, item: All secrets are rotated, role: security, expires: 30d, perRelease: false }
                    - id: scans
                      item: Scans are clean
                      parts:
                        - { id: image, item: The image, command: { run: [echo, "{app} {version} is clean"], contains: storefront 2.0.0 } }
                        - { id: dependencies, item: The dependencies, command: { run: ["false"] } }
                - group: watch
                  after: deploy
                  items:
                    - { id: errors, item: Few errors, metric: { name: error-rate, max: 0.1%, over: 1s } }
        """;

    private readonly CancellationTokenSource _stop = new();
    private readonly InMemoryStore _store = new(TimeProvider.System);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slipway-api-");
    private WebApplication? _app;
    private Task _engine = Task.CompletedTask;
    private Task _conductor = Task.CompletedTask;

    /// <summary>What the environments answered before.</summary>
    public ITrafficHistory History => _store;

    public IEventStore Store => _store;

    /// <summary>What the server lets in; set before it starts.</summary>
    public RequestLimits Limits { get; init; } = new();

    /// <summary>Who may do what; set before it starts.</summary>
    public Policies Policies { get; init; } = new(null);

    public LocalCredential Local { get; } = new();

    /// <summary>Where the server leaves what proves that its own user asks.</summary>
    public string Data => Path.Combine(_folder.FullName, ".slipway");

    public WebApplication App => _app!;

    public string PeerKey => File.ReadAllText(Path.Combine(_folder.FullName, "peer.key")).Trim();

    public IOutbox Outbox => _store;

    public IDeliveries Deliveries => _store;

    /// <summary>Its hooks.</summary>
    public NoticesFile Notices { get; init; } = NoticesFile.Nothing;

    /// <summary>Their secrets.</summary>
    public Func<SecretSource, string> Secret { get; init; } = _ => "";

    public GitFile Git { get; init; } = GitFile.Nothing;

    /// <summary>Of all webhooks.</summary>
    public const string GitSecret = "a webhook secret of some length";

    public Uri Url => new(_app!.Urls.First());

    public async ValueTask InitializeAsync()
    {
        var store = _store;
        var local = Local;
        var world = new ReadyWorld();
        var ledger = new Ledger(store, TimeProvider.System);
        var places = new Places(new TextSpecs(Spec));
        var adapters = new Adapters([world], [world], [], world);
        var self = new ServerNote("test", "http://127.0.0.1:7070", "0123456789abcdef");
        var budgets = new Budgets(store, TimeProvider.System);
        var checklists = new Checklists(store, [new CommandItemRunner(), new MetricItemRunner([], TimeProvider.System)], TimeProvider.System);
        var engine = new RolloutEngine(ledger, store, store, adapters, budgets, places, checklists, TimeProvider.System, NullLogger<RolloutEngine>.Instance, self);
        var service = new RolloutService(ledger, places, new ReleaseFinder(world), adapters, budgets, engine.Wake);
        var trains = new TrainLedger(store, TimeProvider.System);
        var conductor = new Conductor(
            trains, new TrainDriver(trains, ledger, service), new StopDriver(ledger, service, places, adapters, store, self), new PromotionFollower(ledger, places, service), new DriftFollower(ledger, places, adapters, store, self), store, store, self, TimeProvider.System, NullLogger<Conductor>.Instance);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(ledger).AddSingleton(places).AddSingleton(adapters).AddSingleton(engine)
            .AddSingleton<ILeases>(store).AddSingleton<IEvidence>(store).AddSingleton<ITrafficHistory>(store).AddSingleton<IDeliveries>(store).AddSingleton(self)
            .AddSingleton(new HookDesk(Notices, Secret, store, TimeProvider.System))
            .AddSingleton(service).AddSingleton(new Stops(ledger, places, adapters)).AddSingleton(trains).AddSingleton(new TrainService(trains, service))
            .AddSingleton(Git).AddSingleton(new GitLedger(store, TimeProvider.System)).AddSingleton(new GitDesk(Git, _ => GitSecret, store, TimeProvider.System))
            .AddSingleton(checklists)
            .AddSingleton(budgets)
            .AddSingleton(new AccessOptions { Local = local, PeerKeyFile = Path.Combine(_folder.FullName, "peer.key"), Limits = Limits })
            .AddSingleton(Policies);
        builder.Services.AddSlipwayApi();
        _app = builder.Build();
        _app.UseSlipwayApi();
        _engine = engine.RunAsync(_stop.Token);
        _conductor = conductor.RunAsync(_stop.Token);
        await _app.StartAsync();
        local.Write(Data, Url.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _app!.StopAsync();
        await _app.DisposeAsync();
        await _engine.ContinueWith(_ => { }, TaskScheduler.Default);
        await _conductor.ContinueWith(_ => { }, TaskScheduler.Default);
        _stop.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>A client that is the server's own user.</summary>
    public HttpClient Client() => new(new LocalCredentialHandler(Data)) { BaseAddress = Url };

    /// <summary>A terminal of the server's own user, or of who has a token.</summary>
    internal TestTerminal Terminal(string? token = null)
    {
        var variables = new Dictionary<string, string> { ["SLIPWAY_SERVER"] = Url.ToString() };
        if (token is not null)
            variables["SLIPWAY_TOKEN"] = token;
        return new TestTerminal(_folder.FullName, variables);
    }

    /// <summary>Runs the program against this server.</summary>
    internal async Task<(int Code, string Out, string Error)> SlipwayAsync(params string[] args)
    {
        var test = Terminal();
        var code = await test.RunAsync(args);
        return (code, test.Out, test.Error);
    }
}
