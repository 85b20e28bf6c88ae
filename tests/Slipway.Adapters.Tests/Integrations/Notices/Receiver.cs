using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Slipway.Adapters.Tests.Integrations.Notices;

/// <summary>A web server of a vendor: keeps what it gets, and answers as a test says.</summary>
public sealed class Receiver : IAsyncLifetime
{
    private readonly ConcurrentQueue<Received> _received = new();
    private WebApplication? _app;

    public Uri Url => new(_app!.Urls.First());

    internal IReadOnlyList<Received> Received => [.. _received];

    /// <summary>What it answers: nothing is 200 without a body.</summary>
    public RequestDelegate Answer { get; set; } = _ => Task.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync();
            _received.Enqueue(new Received(
                context.Request.Method, context.Request.Path, body, context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
            await Answer(context);
        });
        await _app.StartAsync();
    }

    public async ValueTask DisposeAsync() => await _app!.DisposeAsync();
}
