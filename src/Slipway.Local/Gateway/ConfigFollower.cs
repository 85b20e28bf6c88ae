using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Slipway.Local.Gateway;

/// <summary>Follows the control plane's stream of configurations, and connects anew whenever it breaks.</summary>
/// <param name="address">Where it is now; the stream is left when that changes.</param>
/// <param name="failed">Told of an address that gave no stream, or whose stream broke.</param>
internal sealed class ConfigFollower(HttpClient client, Func<Uri> address, Action<Uri> failed, TimeProvider time)
{
    private const int FirstRetryMilliseconds = 50;
    private const int MaxRetryMilliseconds = 1000;

    // The server says something every 2 s.
    private const int SilenceSeconds = 6;
    private const int LookMilliseconds = 250;

    /// <summary>The configuration that holds now; null when the control plane has none, or does not say so in time.</summary>
    public async Task<GatewayConfig?> AskAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        using var bound = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellation);
        try
        {
            await foreach (var config in ConfigsAsync(either.Token))
                return config;
        }
        catch (Exception away) when (IsAway(away))
        {
            cancellation.ThrowIfCancellationRequested();
        }

        return null;
    }

    /// <summary>Calls <paramref name="apply"/> with each configuration, one after the other, until cancelled.</summary>
    public async Task RunAsync(Func<GatewayConfig, Task> apply, CancellationToken cancellation)
    {
        var retry = FirstRetryMilliseconds;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await foreach (var config in ConfigsAsync(cancellation))
                {
                    retry = FirstRetryMilliseconds;
                    await apply(config);
                }
            }
            catch (Exception away) when (IsAway(away))
            {
                // The control plane is away, or is another version: the last configuration stays in force.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(retry), time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            retry = Math.Min(retry * 2, MaxRetryMilliseconds);
        }
    }

    private static bool IsAway(Exception failure) => failure is HttpRequestException or IOException or OperationCanceledException or JsonException;

    private async IAsyncEnumerable<GatewayConfig> ConfigsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var server = address();
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var silence = time.CreateTimer(_ => leave.Cancel(), null, TimeSpan.FromSeconds(SilenceSeconds), Timeout.InfiniteTimeSpan);
        var look = TimeSpan.FromMilliseconds(LookMilliseconds);
        using var moved = time.CreateTimer(_ => LeaveIf(address() != server, leave), null, look, look);
        using var response = await ConnectAsync(server, leave.Token);
        await using var stream = await response.Content.ReadAsStreamAsync(leave.Token);
        await using var items = SseParser.Create(stream).EnumerateAsync(leave.Token).GetAsyncEnumerator(leave.Token);
        while (await NextAsync(items, server))
        {
            silence.Change(TimeSpan.FromSeconds(SilenceSeconds), Timeout.InfiniteTimeSpan);
            if (items.Current.EventType == "config" && JsonSerializer.Deserialize(items.Current.Data, GatewayJson.Default.GatewayConfig) is { } config)
                yield return config;
        }
    }

    private static void LeaveIf(bool moved, CancellationTokenSource leave)
    {
        try
        {
            if (moved)
                leave.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It was left just now.
        }
    }

    private async Task<HttpResponseMessage> ConnectAsync(Uri server, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, server);
        try
        {
            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return response.EnsureSuccessStatusCode();
        }
        catch (Exception away) when (IsAway(away))
        {
            failed(server);
            throw;
        }
    }

    /// <summary>A stream that ends is one that broke: its server goes, or has handed its gateways over.</summary>
    private async ValueTask<bool> NextAsync(IAsyncEnumerator<SseItem<string>> items, Uri server)
    {
        try
        {
            if (await items.MoveNextAsync())
                return true;
            failed(server);
            return false;
        }
        catch (Exception away) when (IsAway(away))
        {
            failed(server);
            throw;
        }
    }
}
