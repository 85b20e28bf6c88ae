using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Slipway.Server.Tests.EndToEnd.Rig;

/// <summary>Takes notices, and fails half of the time in one of the ways in which receivers do.</summary>
internal sealed class UnreliableReceiver : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Random _chance;
    private readonly List<(string Rollout, int Sequence)> _taken = [];
    private readonly WebApplication _app;

    private UnreliableReceiver(int seed)
    {
        _chance = new Random(seed);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(ReceiveAsync);
    }

    public Uri Url => new(_app.Urls.First());

    /// <summary>Requests that came.</summary>
    public int Requests { get; private set; }

    /// <summary>Requests that it failed.</summary>
    public int Failures { get; private set; }

    /// <summary>What it took, in the order in which it came; also what it took and then did not confirm.</summary>
    public IReadOnlyList<(string Rollout, int Sequence)> Taken
    {
        get
        {
            lock (_gate)
                return [.. _taken];
        }
    }

    /// <summary>Different ones among those.</summary>
    public int Different => Taken.Distinct().Count();

    public static async Task<UnreliableReceiver> StartAsync(int seed)
    {
        var receiver = new UnreliableReceiver(seed);
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        var notice = (body.RootElement.GetProperty("rollout").GetString()!, body.RootElement.GetProperty("sequence").GetInt32());
        int kind;
        lock (_gate)
        {
            Requests++;
            kind = _chance.Next(8);
            if (kind < 4)
                Failures++;
            if (kind >= 3)
                _taken.Add(notice);
        }

        switch (kind)
        {
            case 0:
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                break;
            case 1:
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                break;
            case 2 or 3:
                // 3: it has the notice, and nobody hears so.
                context.Abort();
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
        }
    }
}
