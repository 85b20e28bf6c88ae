using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Slipway.Local.Gateway;

/// <summary>Follows the control plane's stream of configurations, and connects anew whenever it breaks.</summary>
internal sealed class ConfigFollower(HttpClient client, Func<Uri> address, TimeProvider time)
{
    private const int FirstRetryMilliseconds = 50;
    private const int MaxRetryMilliseconds = 1000;

    // The server says something every 2 s.
    private const int SilenceSeconds = 6;

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
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var timer = time.CreateTimer(_ => silence.Cancel(), null, TimeSpan.FromSeconds(SilenceSeconds), Timeout.InfiniteTimeSpan);
        using var request = new HttpRequestMessage(HttpMethod.Get, address());
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, silence.Token);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync(silence.Token);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(silence.Token))
        {
            timer.Change(TimeSpan.FromSeconds(SilenceSeconds), Timeout.InfiniteTimeSpan);
            if (item.EventType == "config" && JsonSerializer.Deserialize(item.Data, GatewayJson.Default.GatewayConfig) is { } config)
                yield return config;
        }
    }
}
