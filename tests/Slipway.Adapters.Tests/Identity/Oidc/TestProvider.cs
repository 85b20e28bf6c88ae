using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Slipway.Core.Access.Identity;

namespace Slipway.Adapters.Tests.Identity.Oidc;

/// <summary>An OpenID Connect provider on loopback: its configuration, its keys, and tokens by them.</summary>
internal sealed class TestProvider : IAsyncDisposable
{
    public const string Audience = "slipway";

    private readonly WebApplication _app;
    private int _fetches;

    private TestProvider(WebApplication app) => _app = app;

    public string Issuer { get; private set; } = "";

    /// <summary>What it shows; those that sign may be others.</summary>
    public IReadOnlyList<TestKey> Keys { get; set; } = [];

    /// <summary>While true, connections break.</summary>
    public bool IsAway { get; set; }

    /// <summary>What it answers in place of its keys; null: its keys.</summary>
    public Func<HttpContext, Task>? KeysInstead { get; set; }

    /// <summary>Changes what its configuration says.</summary>
    public Action<JsonObject> Configure { get; set; } = _ => { };

    /// <summary>How often its keys were asked for.</summary>
    public int Fetches => Volatile.Read(ref _fetches);

    public OidcSpec Spec => new() { Issuer = Issuer, Audience = [Audience] };

    public static async Task<TestProvider> StartAsync(params IReadOnlyList<TestKey> keys)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var provider = new TestProvider(app) { Keys = keys };
        app.Run(provider.AnswerAsync);
        await app.StartAsync();
        provider.Issuer = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return provider;
    }

    /// <summary>The claims of a good token for alice.</summary>
    public JsonObject Claims(DateTimeOffset now) => new()
    {
        ["iss"] = Issuer,
        ["aud"] = Audience,
        ["sub"] = "alice",
        ["iat"] = now.ToUnixTimeSeconds(),
        ["exp"] = now.AddMinutes(5).ToUnixTimeSeconds(),
    };

    public string Token(TestKey key, DateTimeOffset now, Action<JsonObject>? change = null, Action<JsonObject>? head = null)
    {
        var claims = Claims(now);
        change?.Invoke(claims);
        var header = new JsonObject { ["alg"] = key.Algorithm, ["kid"] = key.Id, ["typ"] = "JWT" };
        head?.Invoke(header);
        return Sign(key, header.ToJsonString(), claims.ToJsonString());
    }

    public static string Sign(TestKey key, string header, string claims)
    {
        var signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        return $"{signed}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (IsAway)
        {
            context.Abort();
            return;
        }

        switch (context.Request.Path.Value)
        {
            case "/.well-known/openid-configuration":
                var configuration = new JsonObject { ["issuer"] = Issuer, ["jwks_uri"] = $"{Issuer}/keys" };
                Configure(configuration);
                await context.Response.WriteAsync(configuration.ToJsonString());
                break;
            case "/keys":
                Interlocked.Increment(ref _fetches);
                if (KeysInstead is { } instead)
                    await instead(context);
                else
                    await context.Response.WriteAsync(new JsonObject { ["keys"] = new JsonArray([.. Keys.Select(k => k.Document.DeepClone())]) }.ToJsonString());
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }
}
