using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Testing;
using Slipway.Testing.Access;

namespace Slipway.Server.Tests.EndToEnd.Rig;

/// <summary>One of several servers that share a store and a data folder, asked by its own address.</summary>
internal sealed class Replica : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly RunningServer _server;

    private Replica(RunningServer server, string data, Uri api) =>
        (_server, _http) = (server, new HttpClient(new LocalCredentialHandler(data)) { BaseAddress = api });

    public Uri Api => _http.BaseAddress!;

    public int Pid => _server.Pid;

    /// <summary>As the CLI takes it.</summary>
    public string Url => Api.ToString().TrimEnd('/');

    public string Printed => _server.Printed;

    /// <summary>Returns once it listens.</summary>
    public static async Task<Replica> StartAsync(string folder, string store, CancellationToken cancellation, params IReadOnlyList<string> more)
    {
        var port = FreePort.Take();
        var start = SlipwayProgram.In(folder, ["serve", "--listen", $"{port}", "--store", store, .. more]);
        var data = Path.Combine(folder, more.SkipWhile(option => option != "--data").ElementAtOrDefault(1) ?? ".slipway");
        return new Replica(await RunningServer.StartAsync(start, cancellation), data, new Uri($"http://127.0.0.1:{port}/"));
    }

    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellation) =>
        JsonSerializer.Deserialize(await _http.GetStringAsync(new Uri(path, UriKind.Relative), cancellation), type)!;

    public Task<IReadOnlyList<ServerView>> ServersAsync(CancellationToken cancellation) =>
        GetAsync("api/v1/servers", SlipwayJson.Default.IReadOnlyListServerView, cancellation);

    public Task<RolloutView> RolloutAsync(string id, CancellationToken cancellation) =>
        GetAsync($"api/v1/rollouts/{id}", SlipwayJson.Default.RolloutView, cancellation);

    /// <summary>Returns the rollout once it is as wanted, as this server shows it.</summary>
    public async Task<RolloutView> UntilAsync(string id, Func<RolloutView, bool> fits, string what, CancellationToken cancellation)
    {
        RolloutView? seen = null;
        try
        {
            await Poll.UntilAsync(async () => fits(seen = await RolloutAsync(id, cancellation)), what, cancellation);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}; it is {seen?.Phase}: {seen?.Summary}\n{Printed}", e);
        }

        return seen!;
    }

    public Task<RolloutView> EndedAsync(string id, CancellationToken cancellation) => UntilAsync(id, r => !r.Phase.IsLive(), $"{id} to end", cancellation);

    /// <summary>SIGKILL, to this process alone.</summary>
    public Task KillAsync() => _server.KillAsync();

    /// <summary>SIGTERM; returns once it has ended in order.</summary>
    public Task StopAsync(CancellationToken cancellation) => _server.StopAsync(cancellation);

    /// <param name="name"><c>STOP</c> or <c>CONT</c>.</param>
    public async Task SignalAsync(string name, CancellationToken cancellation)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", [$"-{name}", $"{Pid}"]) { UseShellExecute = false })!;
        await kill.WaitForExitAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _http.Dispose();
    }
}
