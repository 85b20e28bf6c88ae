using System.Net;
using System.Net.Sockets;
using Slipway.Local.Gateway.Proxy;

namespace Slipway.Local.Gateway;

/// <summary>Where requests are accepted: one address at a time, which may change. Thread-safe.</summary>
/// <param name="changed">Called when it accepts elsewhere than before, or cannot.</param>
internal sealed class Listening(GatewayApplication application, GatewayBounds bounds, TimeProvider time, Action<string> log, Action changed)
    : IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile GatewayListener? _listener;
    private volatile string? _error;
    private volatile bool _draining;

    /// <summary>Null before the first address could be had.</summary>
    public GatewayListener? Listener => _listener;

    /// <summary>Null when on none.</summary>
    public IPEndPoint? EndPoint => _draining ? null : _listener?.EndPoint;

    public bool Draining => _draining;

    /// <summary>Why it does not accept where it should, for a person; null when it does.</summary>
    public string? Error => _error;

    /// <summary>Accepts there from now on; where that cannot be, where it did before, with an error. Without effect when it does already or drains.</summary>
    /// <param name="listen">As the spec says it.</param>
    /// <param name="inherited">The listening socket of another process, to go on with; null to open one.</param>
    public async Task OnAsync(string listen, Socket? inherited, CancellationToken cancellation)
    {
        if (_draining || _listener?.Listen == listen)
            return;
        await _one.WaitAsync(cancellation);
        try
        {
            if (_draining || _listener?.Listen == listen)
                return;
            var before = _listener;
            _listener = await GatewayListener.StartAsync(listen, inherited, application, cancellation);
            _error = null;
            log($"Listening on {_listener.EndPoint}.");
            if (before is not null)
                _ = EndAsync(before);
        }
        catch (Exception failure) when (failure is IOException or FormatException)
        {
            if (_error != failure.Message)
                log(failure.Message);
            _error = failure.Message;
        }
        finally
        {
            _one.Release();
            changed();
        }
    }

    /// <summary>Accepts no more, and returns when the last request has its answer or the bounds have passed.</summary>
    /// <param name="bound">For clients to go elsewhere by themselves, before idle connections are closed.</param>
    public async Task DrainAsync(TimeSpan bound, CancellationToken cancellation)
    {
        _draining = true;
        changed();
        if (_listener is not null)
            await _listener.DrainAsync(bound, bounds.Finish, time, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_listener is not null)
            await _listener.DisposeAsync();
        _one.Dispose();
    }

    private async Task EndAsync(GatewayListener before)
    {
        await before.DrainAsync(bounds.Drain, bounds.Finish, time, CancellationToken.None);
        await before.DisposeAsync();
    }
}
