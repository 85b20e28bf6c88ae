using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Testing;
using Slipway.Testing.Access;

namespace Slipway.Server.Tests.EndToEnd.Rig;

/// <summary>
/// A user's folder: releases, a spec, and <c>slipway serve</c> on ports of its own. Whatever was started in it is killed at its end.
/// </summary>
internal sealed class Installation : IAsyncDisposable
{
    /// <summary>Half of its requests fail.</summary>
    public const string Faulty = "6.6.6";

    /// <summary>Prints a line and ends.</summary>
    public const string Crashing = "0.0.1";

    private readonly HttpClient _http;
    private readonly CancellationToken _cancellation;

    public Installation(CancellationToken cancellation)
    {
        _cancellation = cancellation;
        Folder = Directory.CreateTempSubdirectory("slipway-e2e-").FullName;
        _http = new HttpClient(new LocalCredentialHandler(Data));
        Release("1.0.0");
        Release("2.0.0");
        Release("3.0.0");
        Release(Faulty, errorRate: 0.5);
        Release(Crashing);
        File.WriteAllText(Path.Combine(Folder, "releases", Crashing, "version.json"), "this is no JSON, so the service ends at once");
    }

    public string Folder { get; }

    public string Data => Path.Combine(Folder, ".slipway");

    public int ApiPort { get; } = FreePort.Take();

    public int GatewayPort { get; } = FreePort.Take();

    public Uri Gateway => new($"http://127.0.0.1:{GatewayPort}/api/products");

    public Uri Api => new($"http://127.0.0.1:{ApiPort}/");

    public string SpecFile => Path.Combine(Folder, "slipway.yaml");

    public RunningServer Server { get; private set; } = null!;

    /// <summary>A version of the service, as a folder.</summary>
    public void Release(string version, double errorRate = 0, int startDelayMilliseconds = 0) =>
        File.WriteAllText(
            Path.Combine(Directory.CreateDirectory(Path.Combine(Folder, "releases", version)).FullName, "version.json"),
            $$"""{ "version": "{{version}}", "errorRate": {{errorRate}}, "startDelayMs": {{startDelayMilliseconds}} }""");

    /// <param name="strategy">A line of YAML.</param>
    /// <param name="checks">A list in YAML.</param>
    /// <param name="command">A list in YAML; null for the service that has a folder for each version.</param>
    public void Spec(string strategy, int replicas = 1, string checks = "[]", string? command = null, string drain = "500ms", string within = "30s") =>
        File.WriteAllText(SpecFile, $$"""
            app: shop
            artifact: ./releases/{version}
            environments:
              production:
                target:
                  processes:
                    command: {{command ?? $$"""["{{Path.Combine(AppContext.BaseDirectory, "storefront")}}", --port, "{port}"]"""}}
                    replicas: {{replicas}}
                    ready: { http: /ready, every: 100ms, within: {{within}} }
                    restart: { backoff: 100ms, maxBackoff: 500ms }
                traffic:
                  gateway: { listen: "127.0.0.1:{{GatewayPort}}" }
                  drain: {{drain}}
                strategy:
                  {{strategy}}
                checks: {{checks}}
            """);

    public async Task StartAsync(params IReadOnlyList<string> more) =>
        Server = await RunningServer.StartAsync(SlipwayProgram.In(Folder, ["serve", "--listen", $"{ApiPort}", .. more]), _cancellation);

    /// <summary>With a variable in its environment.</summary>
    public async Task StartWithVariableAsync(string name, string value, params IReadOnlyList<string> more)
    {
        var start = SlipwayProgram.In(Folder, ["serve", "--listen", $"{ApiPort}", .. more]);
        start.Environment[name] = value;
        Server = await RunningServer.StartAsync(start, _cancellation);
    }

    /// <summary>On a disk that takes no more once a file has a size.</summary>
    public async Task StartWithFilesUpToAsync(int kilobytes) =>
        Server = await RunningServer.StartAsync(SlipwayProgram.WithFilesUpTo(kilobytes, Folder, "serve", "--listen", $"{ApiPort}"), _cancellation);

    /// <summary>Server and first version, up to the first answer through the gateway.</summary>
    public async Task StartWithAsync(string version)
    {
        await StartAsync();
        (await RunAsync("deploy", "--version", version, "--wait", "--timeout", "1m")).Ended(ExitCodes.Done);
        await AnswersThroughGatewayAsync();
    }

    public Task AnswersThroughGatewayAsync() => Poll.UntilAsync(AnswersAsync, "an answer through the gateway", _cancellation);

    /// <summary>SIGKILL, to the server alone.</summary>
    public ValueTask KillServerAsync() => Server.DisposeAsync();

    public Task<ProgramResult> RunAsync(params IReadOnlyList<string> args) => SlipwayProgram.RunAsync(Folder, args, _cancellation);

    /// <summary>Runs a verb with <c>-o json</c> and reads what it prints.</summary>
    public async Task<T> ReadAsync<T>(JsonTypeInfo<T> type, params IReadOnlyList<string> args) =>
        (await RunAsync([.. args, "-o", "json"])).Ended(ExitCodes.Done).Read(type);

    public async Task<RolloutView> DeployAsync(string version, params IReadOnlyList<string> more) =>
        await ReadAsync(SlipwayJson.Default.RolloutView, ["deploy", "--version", version, .. more]);

    /// <summary>The environment by the API: cheaper than a process, for polling.</summary>
    public async Task<EnvironmentView> EnvironmentAsync() =>
        JsonSerializer.Deserialize(await _http.GetStringAsync(new Uri(Api, "api/v1/environments"), _cancellation), SlipwayJson.Default.IReadOnlyListEnvironmentView)![0];

    public async Task<RolloutView> RolloutAsync(string id) =>
        JsonSerializer.Deserialize(await _http.GetStringAsync(new Uri(Api, $"api/v1/rollouts/{id}"), _cancellation), SlipwayJson.Default.RolloutView)!;

    /// <summary>Returns the rollout once it is as wanted.</summary>
    public async Task<RolloutView> UntilAsync(string id, Func<RolloutView, bool> fits, string what)
    {
        RolloutView? seen = null;
        try
        {
            await Poll.UntilAsync(async () => fits(seen = await RolloutAsync(id)), what, _cancellation);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}; it is {seen?.Phase}: {seen?.Summary}\n{Server.Printed}", e);
        }

        return seen!;
    }

    /// <summary>Process ids of the instances of a version that run.</summary>
    public IReadOnlyList<int> InstancesOf(string version) => Leftovers.Of(Path.Combine(Folder, "releases", version));

    public string GatewayFolder => Path.Combine(Folder, ".slipway", "gateways");

    /// <summary>Process ids of the gateways that run: one, or two while one replaces the other.</summary>
    public IReadOnlyList<int> Gateways() => Leftovers.Of(GatewayFolder);

    public Task<RolloutView> EndedAsync(string id) => UntilAsync(id, r => !r.Phase.IsLive(), $"{id} to end");

    public async ValueTask DisposeAsync()
    {
        if (Server is not null)
            await Server.DisposeAsync();
        await Leftovers.KillAsync(Folder);
        _http.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var answer = await _http.GetAsync(Gateway, _cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
