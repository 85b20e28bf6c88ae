using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Local.Gateway.Proxy;
using Slipway.Local.Gateway.Supervision;
using Slipway.Local.Gateway.Takeover;
using Yarp.ReverseProxy.Forwarder;

namespace Slipway.Local.Gateway;

/// <summary>A gateway's life: begin with the last configuration, follow the control plane, report, hand over, drain, end.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private const int ReplacedDrainSeconds = 60;
    private const int MaintainMilliseconds = 500;

    private readonly GatewayOptions _options;
    private readonly GatewayPaths _paths;
    private readonly ServiceProvider _services;
    private readonly GatewayApplication _application;
    private readonly HttpClient _client;
    private readonly ReportSender _reports;
    private readonly ProcessIdentity _identity = ProcessIdentity.Of(Environment.ProcessId) ?? new ProcessIdentity(Environment.ProcessId, 0);
    private readonly DateTimeOffset _started;
    private readonly SemaphoreSlim _listening = new(1, 1);
    private readonly Signal _unsaved = new();
    private GatewayListener? _listener;
    private GatewayConfig? _saved;
    private volatile string? _error;
    private volatile bool _draining;
    private volatile bool _ended;
    private long _sequence;

    public GatewayProcess(GatewayOptions options)
    {
        _options = options;
        _started = options.Time.GetUtcNow();
        _paths = new GatewayPaths(options.DataDirectory, options.Environment);
        _services = new ServiceCollection().AddLogging().AddHttpForwarder().BuildServiceProvider();
        _application = new GatewayApplication(
            options.Environment, _services.GetRequiredService<IHttpForwarder>(), options.Chance, options.Time);
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
        _reports = new ReportSender(_client, Address("report"), Report, options.Time);
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
            await BeginAsync(running is null ? null : await running.ReceiveAsync(cancellation), cancellation);

            // Before the other process may end, so that whoever looks after gateways always finds one of the two.
            await AtomicFile.WriteAsync(_paths.Process, _identity, GatewayJson.Default.ProcessIdentity, cancellation);
            if (running is not null)
                await running.AcceptingAsync(cancellation);
        }

        using var takeover = new TakeoverServer(_paths.Socket, () => _listener?.Socket, Health, _options.Time);
        using var ending = new CancellationTokenSource();
        var loops = Task.WhenAll(
            new ConfigFollower(_client, Address("config"), _options.Time).RunAsync(ApplyAsync, ending.Token),
            _reports.RunAsync(ending.Token),
            MaintainAsync(ending.Token),
            takeover.RunAsync(ending.Token));
        await Task.WhenAny(takeover.Replaced, UntilAsync(cancellation), loops);
        await DrainAsync(takeover.Replaced.IsCompleted ? TimeSpan.FromSeconds(ReplacedDrainSeconds) : TimeSpan.Zero, cancellation);
        await ending.CancelAsync();
        await loops;
        _ended = true;
        await _reports.SendAsync(CancellationToken.None);
        return GatewayProgram.Done;
    }

    public async ValueTask DisposeAsync()
    {
        if (_listener is not null)
            await _listener.DisposeAsync();
        _application.Dispose();
        _client.Dispose();
        _listening.Dispose();
        await _services.DisposeAsync();
    }

    private static Task UntilAsync(CancellationToken cancellation)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cancellation.Register(() => cancelled.TrySetResult());
        return cancelled.Task;
    }

    private Uri Address(string what) =>
        new(_options.Server, $"/api/v1/gateways/{_options.Environment.App}/{_options.Environment.Environment}/{what}");

    /// <summary>Serves at once by what an earlier process left.</summary>
    private async Task BeginAsync(Socket? inherited, CancellationToken cancellation)
    {
        try
        {
            _saved = AtomicFile.Read(_paths.Config, GatewayJson.Default.GatewayConfig);
        }
        catch (InvalidDataException damaged)
        {
            _options.Log(damaged.Message);
        }

        if (_saved is not null)
            _application.Apply(_saved);
        if ((_options.Listen ?? _saved?.Listen ?? inherited?.LocalEndPoint?.ToString()) is { } listen)
            await ListenAsync(listen, inherited, cancellation);
    }

    private async Task ApplyAsync(GatewayConfig config)
    {
        _application.Apply(config);
        if (_listener is not null)
            _reports.SendNow();
        await ListenAsync(_options.Listen ?? config.Listen, null, CancellationToken.None);
        _unsaved.Set();
    }

    private async Task ListenAsync(string listen, Socket? inherited, CancellationToken cancellation)
    {
        if (_draining || _listener?.Listen == listen)
            return;
        await _listening.WaitAsync(cancellation);
        try
        {
            if (_listener?.Listen == listen)
                return;
            var before = _listener;
            _listener = await GatewayListener.StartAsync(listen, inherited, _application, cancellation);
            _error = null;
            _options.Log($"Listening on {_listener.EndPoint} for {_options.Environment}.");
            if (before is not null)
                _ = EndListenerAsync(before);
        }
        catch (Exception failure) when (failure is IOException or FormatException)
        {
            if (_error != failure.Message)
                _options.Log(failure.Message);
            _error = failure.Message;
        }
        finally
        {
            _listening.Release();
            _reports.SendNow();
        }
    }

    private async Task EndListenerAsync(GatewayListener listener)
    {
        await listener.DrainAsync(TimeSpan.FromSeconds(ReplacedDrainSeconds), _options.Time, CancellationToken.None);
        await listener.DisposeAsync();
    }

    /// <summary>Keeps the last configuration on disk, and tries again to listen where that failed.</summary>
    private async Task MaintainAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            await _unsaved.WaitAsync(TimeSpan.FromMilliseconds(MaintainMilliseconds), _options.Time, cancellation);
            if (_draining || _application.Config is not { } config)
                continue;
            await ListenAsync(_options.Listen ?? config.Listen, null, CancellationToken.None);
            await SaveAsync(config);
        }
    }

    private async Task SaveAsync(GatewayConfig config)
    {
        if (config == _saved)
            return;
        try
        {
            await AtomicFile.WriteAsync(_paths.Config, config, GatewayJson.Default.GatewayConfig, CancellationToken.None);
            _saved = config;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _error = $"The configuration could not be kept in {_paths.Config}: {failure.Message}";
        }
    }

    private async Task DrainAsync(TimeSpan bound, CancellationToken cancellation)
    {
        _draining = true;
        _application.Drain();
        _reports.SendNow();
        if (_listener is not null)
            await _listener.DrainAsync(bound, _options.Time, cancellation);
    }

    private GatewayReport Report() => new()
    {
        Gateway = $"{Environment.MachineName}-{_identity.Id}-{_identity.StartTicks}-{_started.ToUnixTimeMilliseconds()}",
        ProcessId = _identity.Id,
        Started = _started,
        Sequence = Interlocked.Increment(ref _sequence),
        Generation = _application.Config?.Generation ?? 0,
        Split = _listener is null ? null : _application.Config?.Split,
        Listening = _draining ? null : _listener?.EndPoint.ToString(),
        Draining = _draining,
        Ended = _ended,
        Error = _error,
        Sides = _application.Read(),
    };

    private string Health() => JsonSerializer.Serialize(Report(), GatewayJson.Default.GatewayReport);
}
