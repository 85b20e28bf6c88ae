using System.Runtime.CompilerServices;
using Slipway.Cli.Client.Api;
using Slipway.Contracts;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client.Following;

/// <summary>Watches a rollout over restarts of the server.</summary>
internal sealed class RolloutFollower(SlipwayClient client, TimeProvider time)
{
    /// <summary>A server that was away this long does not come back by itself.</summary>
    private const int AwaySeconds = 300;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>Each change of the rollout, and each loss of the server, until the rollout is over or the server stays away.</summary>
    public async IAsyncEnumerable<Sighting> FollowAsync(string id, [EnumeratorCancellation] CancellationToken cancellation)
    {
        RolloutView? last = null;
        var lastHeard = time.GetTimestamp();
        var pause = FirstPause;
        while (last?.Phase.IsLive() != false && time.GetElapsedTime(lastHeard).TotalSeconds < AwaySeconds)
        {
            await using var views = StreamAsync(id, cancellation).GetAsyncEnumerator(cancellation);
            string? trouble = null;
            while (await NextAsync(views, e => trouble = e))
            {
                last = views.Current;
                lastHeard = time.GetTimestamp();
                pause = FirstPause;
                yield return new Sighting(last, null);
            }

            if (last?.Phase.IsLive() == false)
                yield break;
            if (trouble is not null)
                yield return new Sighting(last, $"reconnecting: {trouble}");
            await Task.Delay(pause, time, cancellation);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async IAsyncEnumerable<RolloutView> StreamAsync(string id, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var item in client.StreamAsync($"api/v1/rollouts/{Uri.EscapeDataString(id)}/watch", cancellation))
        {
            if (item.EventType == StreamNames.Rollout)
                yield return SlipwayClient.Parse<RolloutView>(item.Data);
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<RolloutView> views, Action<string> lost)
    {
        try
        {
            return await views.MoveNextAsync();
        }
        catch (ServerGoneException gone)
        {
            lost(gone.Message);
            return false;
        }
    }
}
