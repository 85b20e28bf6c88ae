using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Slipway.Bench.Load;

namespace Slipway.Bench.Kubernetes;

/// <summary>
/// What runs in the pods: a web server as its framework makes it. It keeps connections open, and when it is told to end it takes no
/// new ones, answers what it has, closes the others, and goes.
/// </summary>
internal static class ShopProgram
{
    /// <summary>The word by which this program becomes that one.</summary>
    public const string Command = "shop";

    public const int Port = 8080;

    /// <summary>The variable that says which version it is.</summary>
    public const string VersionVariable = "VERSION";

    /// <summary>So that at any moment some requests are being worked on.</summary>
    private static readonly TimeSpan Work = TimeSpan.FromMilliseconds(20);

    /// <summary>A connection on which nothing more comes does not keep it for longer.</summary>
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync()
    {
        var version = Environment.GetEnvironmentVariable(VersionVariable) ?? "";
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls($"http://0.0.0.0:{Port}");
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = EndsWithin);
        await using var app = builder.Build();
        app.Run(async context =>
        {
            await Task.Delay(Work, TimeProvider.System, context.RequestAborted);
            context.Response.Headers[LoadGenerator.VersionHeader] = version;
            await context.Response.WriteAsync(version, context.RequestAborted);
        });
        await app.RunAsync();
        return 0;
    }
}
