using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Slipway.Local.Gateway;

/// <summary>Follows the control plane's stream of configurations, and connects anew whenever it breaks.</summary>
internal sealed class ConfigFollower(HttpClient client, Uri address, TimeProvider time)
{
    private const int FirstRetryMilliseconds = 50;
    private const int MaxRetryMilliseconds = 1000;

    // The server says something every 2 s.
    private const int SilenceSeconds = 6;

    /// <summary>Calls <paramref name="apply"/> with each configuration, one after the other, until cancelled.</summary>
    public async Task RunAsync(Func<GatewayConfig, Task> apply, CancellationToken cancellation)
    {
        var retry = FirstRetryMilliseconds;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(
                    config =>
                    {
                        retry = FirstRetryMilliseconds;
                        return apply(config);
                    },
                    cancellation);
            }
            catch (Exception away) when (away is HttpRequestException or IOException or OperationCanceledException or JsonException)
            {
                // The control plane is away, or is another version: the last configuration stays in force.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(retry), time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            retry = Math.Min(retry * 2, MaxRetryMilliseconds);
        }
    }

    private async Task FollowAsync(Func<GatewayConfig, Task> apply, CancellationToken cancellation)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var timer = time.CreateTimer(_ => silence.Cancel(), null, TimeSpan.FromSeconds(SilenceSeconds), Timeout.InfiniteTimeSpan);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, silence.Token);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync(silence.Token);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(silence.Token))
        {
            timer.Change(TimeSpan.FromSeconds(SilenceSeconds), Timeout.InfiniteTimeSpan);
            if (item.EventType == "config" && JsonSerializer.Deserialize(item.Data, GatewayJson.Default.GatewayConfig) is { } config)
                await apply(config);
        }
    }
}
