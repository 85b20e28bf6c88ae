// A small web shop whose behaviour is read from version.json in the working directory, so that a version is a folder
// with a few lines of text: how fast it answers, how often it fails, how long it takes to start.
using System.Text.Json;
using System.Text.Json.Serialization;
using Storefront;

var builder = WebApplication.CreateSlimBuilder(args);
var version = JsonSerializer.Deserialize(File.ReadAllText("version.json"), StorefrontJson.Default.VersionFile)
    ?? throw new InvalidOperationException("version.json is empty");
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, StorefrontJson.Default));
builder.WebHost.UseUrls($"http://127.0.0.1:{builder.Configuration["port"] ?? Environment.GetEnvironmentVariable("PORT") ?? "8080"}");
// Requests in flight get this long to finish after SIGTERM.
builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(10));

var app = builder.Build();
var time = app.Services.GetService<TimeProvider>() ?? TimeProvider.System;
var started = time.GetTimestamp();
var readyAfter = TimeSpan.FromMilliseconds(version.StartDelayMs);
var served = 0L;
Product[] products = [new("Deck chair", 39), new("Lantern", 24), new("Picnic basket", 55), new("Kite", 18)];

app.Use(async (context, next) =>
{
    context.Response.Headers["X-Version"] = version.Version;
    if (IsProbe(context.Request.Path))
    {
        await next(context);
        return;
    }

    var number = Interlocked.Increment(ref served);
    var latency = IsDue(number, version.SlowRatio) ? version.SlowMs : version.LatencyMs;
    if (latency > 0)
        await Task.Delay(TimeSpan.FromMilliseconds(latency), time, context.RequestAborted);
    if (IsDue(number, version.ErrorRate))
    {
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        await context.Response.WriteAsync("The basket fell over.\n", context.RequestAborted);
        return;
    }

    await next(context);
});

app.MapGet("/", () => Results.Content(Page(version), "text/html; charset=utf-8"));
app.MapGet("/api/products", () => products);
app.MapGet("/ready", () => IsReady() ? Results.Text("ready\n") : Results.Text("starting\n", statusCode: 503));
app.MapGet("/health", () => Results.Text("healthy\n"));
app.MapGet("/health/detailed", () => new Health(IsReady() ? "healthy" : "starting", version.Version, Interlocked.Read(ref served),
    Environment.WorkingSet, time.GetElapsedTime(started).TotalSeconds));
app.Run();

bool IsReady() => time.GetElapsedTime(started) >= readyAfter;

static bool IsProbe(PathString path) => path.StartsWithSegments("/ready") || path.StartsWithSegments("/health");

// Spreads a share evenly over the requests: of any hundred, a share of 0.2 picks twenty. No dice, so every run is alike.
static bool IsDue(long number, double share) => Math.Floor(number * share) > Math.Floor((number - 1) * share);

static string Page(VersionFile version) => $$"""
    <!doctype html>
    <html lang="en">
    <meta charset="utf-8">
    <title>Storefront {{version.Version}}</title>
    <style>
      body { font: 1.2rem system-ui, sans-serif; margin: 0; color: #fff; background: {{version.Colour}}; }
      main { max-width: 40rem; margin: 20vh auto; padding: 1rem; }
      h1 { font-size: 4rem; margin: 0; }
    </style>
    <main><h1>{{version.Version}}</h1><p>{{version.Note}}</p></main>
    </html>
    """;

namespace Storefront
{
    /// <summary>How one version behaves.</summary>
    internal sealed record VersionFile
    {
        public required string Version { get; init; }

        /// <summary>Background of the page, a CSS colour.</summary>
        public string Colour { get; init; } = "#444";

        public string Note { get; init; } = "";

        /// <summary>Share of requests that are answered with 500; 0 to 1.</summary>
        public double ErrorRate { get; init; }

        public int LatencyMs { get; init; }

        /// <summary>Share of requests that take <see cref="SlowMs"/> instead; 0 to 1.</summary>
        public double SlowRatio { get; init; }

        public int SlowMs { get; init; }

        /// <summary>From the start until <c>/ready</c> says yes.</summary>
        public int StartDelayMs { get; init; }
    }

    internal sealed record Product(string Name, int Price);

    internal sealed record Health(string Status, string Version, long Requests, long MemoryBytes, double UptimeSeconds);

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
    [JsonSerializable(typeof(VersionFile))]
    [JsonSerializable(typeof(Product[]))]
    [JsonSerializable(typeof(Health))]
    internal sealed partial class StorefrontJson : JsonSerializerContext;
}
