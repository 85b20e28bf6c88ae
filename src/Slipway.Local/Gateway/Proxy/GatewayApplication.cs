using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Slipway.Core.Values;
using Yarp.ReverseProxy.Forwarder;

namespace Slipway.Local.Gateway.Proxy;

/// <summary>Takes a request from a listener, chooses the side and an instance, forwards and measures. Thread-safe.</summary>
internal sealed class GatewayApplication : IDisposable
{
    private const int AvoidSeconds = 1;
    private const int MaxAttempts = 3;

    private readonly ForwarderRequestConfig _forwarding;
    private readonly IHttpForwarder _forwarder;
    private readonly TimeProvider _time;
    private readonly EnvironmentKey _environment;
    private readonly HttpMessageInvoker _client;
    private readonly MirrorSender _mirror;
    private readonly WeylSequence _draws;
    private readonly WeylSequence _mirrorDraws;
    private readonly PerSlot<SideMeter> _meters = new(new SideMeter(), new SideMeter());
    private ConcurrentDictionary<string, Upstream> _upstreams = new(StringComparer.Ordinal);
    private RoutingTable? _table;

    public GatewayApplication(EnvironmentKey environment, IHttpForwarder forwarder, GatewayBounds bounds, Random chance, TimeProvider time)
    {
        (_environment, _forwarder, _time) = (environment, forwarder, time);
        (_draws, _mirrorDraws) = (new WeylSequence(chance), new WeylSequence(chance));
        _forwarding = new() { ActivityTimeout = bounds.Silence, Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        _client = new HttpMessageInvoker(CreateHandler(bounds));
        _mirror = new MirrorSender(CreateHandler(bounds), time);
    }

    /// <summary>The configuration by which requests are split now.</summary>
    public GatewayConfig? Config => Volatile.Read(ref _table)?.Config;

    public PerSlot<SideCounts> Read() => new(_meters.Blue.Read(), _meters.Green.Read());

    /// <summary>Every request that arrives from now on is split by <paramref name="config"/>; those in flight are left alone. One caller at a time.</summary>
    public void Apply(GatewayConfig config)
    {
        var known = _upstreams;
        var next = new ConcurrentDictionary<string, Upstream>(StringComparer.Ordinal);
        var table = new RoutingTable(config, _meters, Find, _draws, _mirrorDraws);
        _upstreams = next;
        Volatile.Write(ref _table, table);

        Upstream Find(string endpoint) =>
            next.GetOrAdd(endpoint, e => known.TryGetValue(e, out var upstream) ? upstream : new Upstream(e));
    }

    /// <summary>Returns when the answer is written.</summary>
    /// <param name="drainage">Of the listener that the request came by.</param>
    public Task AnswerAsync(GatewayExchange context, Drainage drainage)
    {
        context.Begin(_time, drainage);
        if (Volatile.Read(ref _table) is not { } table)
            return GatewayProblem.NotConfigured(_environment).WriteAsync(context.Http);
        if (table.Page is { } page)
            return page.WriteAsync(context.Http, drainage);
        if (table.Choose(context.Http.Request, out var cookie) is not { } side)
        {
            // Nobody else can be blamed for it, and it must be: a version that is down for half of the time is not without errors.
            table.Meant()?.Meter.Failed();
            return GatewayProblem.NoneReady(_environment).WriteAsync(context.Http);
        }

        if (cookie is not null)
            context.Stick(table.Config.Sticky!.Cookie!, cookie);
        return table.MirrorOf(side) is { } candidate
            ? _mirror.AlongAsync(context.Http, candidate.Pick(_time.GetTimestamp()), () => ForwardAsync(context, table, side))
            : ForwardAsync(context, table, side);
    }

    public void Dispose()
    {
        _client.Dispose();
        _mirror.Dispose();
    }

    /// <summary>Sends to one instance after another of the side, then of the other side, as long as none could be connected to.</summary>
    private async Task ForwardAsync(GatewayExchange context, RoutingTable table, Side first)
    {
        var side = first;
        var left = Math.Min(side.Count, MaxAttempts);
        while (true)
        {
            var upstream = side.Pick(_time.GetTimestamp());
            context.SendTo(side);
            side.Meter.Start();
            var error = await _forwarder.SendAsync(context.Http, upstream.Prefix, _client, _forwarding, context, CancellationToken.None);
            side.Meter.End();
            if (error == ForwarderError.None)
                return;
            var unreachable = IsUnreachable(context, error);
            if (unreachable)
                upstream.Avoid(_time.GetTimestamp() + (AvoidSeconds * _time.TimestampFrequency));
            var next = --left > 0 ? side : side == first ? table.Beside(side) : null;
            if (!unreachable || next is null)
            {
                await EndAsync(context, side, error);
                return;
            }

            Reset(context);
            if (next != side)
            {
                side.Meter.Failed();
                (side, left) = (next, Math.Min(next.Count, MaxAttempts));
            }
        }
    }

    /// <summary>No connection came about, so nothing of the request was sent: it can safely go elsewhere.</summary>
    private static bool IsUnreachable(GatewayExchange context, ForwarderError error) =>
        error is ForwarderError.Request or ForwarderError.UpgradeRequestDestination
        && !context.Answered
        && !context.Http.Response.HasStarted
        && context.Http.Features.Get<IForwarderErrorFeature>()?.Exception is HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError,
            InnerException: SocketException,
        };

    private static void Reset(GatewayExchange context)
    {
        context.Http.Features.Set<IForwarderErrorFeature>(null);
        context.Http.Response.Clear();
    }

    private async Task EndAsync(GatewayExchange context, Side side, ForwarderError error)
    {
        // An answer that the side broke off was answered by ending the client's connection: that end then says nothing of the client.
        var byClient = IsByClient(error) || (!context.Answered && context.Http.RequestAborted.IsCancellationRequested);
        if (context.Answered && !byClient)
            side.Meter.BrokeOff();
        else if (!context.Answered && byClient)
            side.Meter.Abandoned();
        else if (!context.Answered)
            side.Meter.Failed();
        if (!context.Http.Response.HasStarted && !byClient)
            await GatewayProblem.Of(error, _environment, side.Slot).WriteAsync(context.Http);
    }

    private static bool IsByClient(ForwarderError error) => error is
        ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled or ForwarderError.RequestBodyClient
        or ForwarderError.ResponseBodyCanceled or ForwarderError.ResponseBodyClient
        or ForwarderError.UpgradeRequestCanceled or ForwarderError.UpgradeRequestClient
        or ForwarderError.UpgradeResponseCanceled or ForwarderError.UpgradeResponseClient;

    private static SocketsHttpHandler CreateHandler(GatewayBounds bounds) => new()
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        ConnectTimeout = bounds.Connect,
    };
}
