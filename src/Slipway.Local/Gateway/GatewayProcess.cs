using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Local.Gateway.Proxy;
using Slipway.Local.Gateway.Takeover;
using Slipway.Local.Peers;
using Slipway.Local.Processes;
using Yarp.ReverseProxy.Forwarder;

namespace Slipway.Local.Gateway;

/// <summary>A gateway's life: begin with the last configuration, follow the control plane, report, hand over, drain, end.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private const int MaintainMilliseconds = 500;

    /// <summary>To the keeper, and once more when it changes meanwhile.</summary>
    private const int MaxRedirects = 3;

    private readonly GatewayOptions _options;
    private readonly GatewayPaths _paths;
    private readonly ControlPlaneAddress _server;
    private readonly ServiceProvider _services = new ServiceCollection().AddLogging().AddHttpForwarder().BuildServiceProvider();
    private readonly HttpClient _client;
    private readonly GatewayApplication _application;
    private readonly Listening _listening;
    private readonly KeptConfig _kept;
    private readonly ConfigFollower _follower;
    private readonly ReportSender _reports;
    private readonly ProcessIdentity _identity = ProcessIdentity.Own();
    private readonly DateTimeOffset _started;
    private readonly Signal _unsaved = new();
    private volatile bool _ended;
    private volatile string? _old;
    private long _sequence;

    public GatewayProcess(GatewayOptions options)
    {
        _options = options;
        _started = options.Time.GetUtcNow();
        _paths = new GatewayPaths(options.DataDirectory, options.Environment);
        _client = new HttpClient(new PeerKeyHandler(options.PeerKeyPath, new SocketsHttpHandler { UseProxy = false, MaxAutomaticRedirections = MaxRedirects }))
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _server = new ControlPlaneAddress(options.Servers, _paths);
        _kept = new KeptConfig(_paths.Config, options.Log);
        _follower = new ConfigFollower(_client, () => Address("config"), _server.Failed, options.Time);
        _reports = new ReportSender(_client, () => Address("report"), _server.Failed, Report, options.Time);
        _application = new GatewayApplication(
            options.Environment, _services.GetRequiredService<IHttpForwarder>(), options.Bounds, options.Chance, options.Time);
        _listening = new Listening(_application, options.Bounds, options.Time, options.Log, _reports.SendNow);
    }

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(_paths.Directory);
        using (var running = await TakeoverClient.ConnectAsync(_paths.Socket, _options.Time, cancellation))
        {
            if (running is not null && !_options.Replace)
            {
                _options.Log($"A gateway of {_options.Environment} runs here already ({_paths.Process}). With --replace this one takes its place.");
                return GatewayProgram.Failed;
            }

            // Known to the control plane before it accepts: no split is taken to be in force that this process does not have.
            if (running is not null)
                await _reports.SendAsync(cancellation);
            await BeginAsync(running, cancellation);

            // Before the other process may end, so that whoever looks after gateways always finds one of the two.
            DurableFile.Write(_paths.Process, _identity, GatewayJson.Default.ProcessIdentity);
            if (running is not null)
                await running.AcceptingAsync(cancellation);
        }

        await ServeAsync(cancellation);
        _ended = true;
        await _reports.SendAsync(CancellationToken.None);
        return GatewayProgram.Done;
    }

    public async ValueTask DisposeAsync()
    {
        await _listening.DisposeAsync();
        _application.Dispose();
        _client.Dispose();
        await _services.DisposeAsync();
    }

    private static Task UntilAsync(CancellationToken cancellation)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cancellation.Register(() => cancelled.TrySetResult());
        return cancelled.Task;
    }

    private Uri Address(string what) =>
        _server.Of($"/api/v1/gateways/{_options.Environment.App}/{_options.Environment.Environment}/{what}");

    /// <summary>Serves by what the control plane says now; when it is away, at once by what an earlier process left.</summary>
    private async Task BeginAsync(TakeoverClient? running, CancellationToken cancellation)
    {
        _kept.Load();
        var config = await _follower.AskAsync(_options.Bounds.Ask, cancellation);
        if (config is null || IsOld(config))
            config = _kept.Last;
        if (config is not null)
            _application.Apply(config);
        var inherited = running is null ? null : await running.ReceiveAsync(cancellation);
        if ((_options.Listen ?? config?.Listen ?? inherited?.LocalEndPoint?.ToString()) is { } listen)
            await _listening.OnAsync(listen, inherited, cancellation);
    }

    private async Task ServeAsync(CancellationToken cancellation)
    {
        using var takeover = new TakeoverServer(_paths.Socket, () => _listening.Listener?.Socket, Health, _options.Time);
        using var ending = new CancellationTokenSource();
        var loops = Task.WhenAll(
            _follower.RunAsync(ApplyAsync, ending.Token),
            _reports.RunAsync(ending.Token),
            MaintainAsync(ending.Token),
            takeover.RunAsync(ending.Token));
        await Task.WhenAny(takeover.Replaced, UntilAsync(cancellation), loops);
        await _listening.DrainAsync(takeover.Replaced.IsCompleted ? _options.Bounds.Drain : TimeSpan.Zero, cancellation);
        await ending.CancelAsync();
        await loops;
    }

    private async Task ApplyAsync(GatewayConfig config)
    {
        if (IsOld(config))
            return;
        _application.Apply(config);
        if (_listening.Listener is not null)
            _reports.SendNow();
        await ListenAsync(config);
        _unsaved.Set();
    }

    /// <summary>A server that was stopped, and does not know that another keeps the gateway now, offers what held then.</summary>
    private bool IsOld(GatewayConfig config)
    {
        var held = _application.Config ?? _kept.Last;
        var old = config.Generation < held?.Generation;
        _old = old ? $"A server offers an older configuration ({config.Generation}) than the one in force ({held!.Generation}), which stays. "
            + $"If the store or the data folder was replaced, remove {_paths.Config} and start the gateway anew." : null;
        return old;
    }

    private Task ListenAsync(GatewayConfig config) =>
        _listening.OnAsync(_options.Listen ?? config.Listen, inherited: null, CancellationToken.None);

    /// <summary>Keeps the last configuration on disk, and tries again to listen where that failed.</summary>
    private async Task MaintainAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            await _unsaved.WaitAsync(TimeSpan.FromMilliseconds(MaintainMilliseconds), _options.Time, cancellation);
            if (_listening.Draining || _application.Config is not { } config)
                continue;
            await ListenAsync(config);
            _kept.Save(config);
        }
    }

    private GatewayReport Report() => new()
    {
        Gateway = $"{Environment.MachineName}-{_identity.Pid}-{_identity.StartTime}-{_started.ToUnixTimeMilliseconds()}",
        Process = _identity,
        Started = _started,
        Sequence = Interlocked.Increment(ref _sequence),
        Generation = _application.Config?.Generation ?? 0,
        Split = _listening.Listener is null ? null : _application.Config?.Split,
        Listening = _listening.EndPoint?.ToString(),
        Draining = _listening.Draining,
        Ended = _ended,
        Error = _listening.Error ?? _kept.Error ?? _old,
        Sides = _application.Read(),
    };

    private string Health() => JsonSerializer.Serialize(Report(), GatewayJson.Default.GatewayReport);
}
