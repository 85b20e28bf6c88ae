namespace Slipway.Server.Tests.EndToEnd.Rig;

/// <summary>Waiting for the world, with a bound that no machine should need.</summary>
internal static class Poll
{
    private const int PauseMilliseconds = 20;

    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task UntilAsync(Func<Task<bool>> holds, string what, CancellationToken cancellation)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
                throw new TimeoutException($"Not within {Patience.TotalSeconds} s: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(PauseMilliseconds), TimeProvider.System, cancellation);
        }
    }

    public static Task UntilAsync(Func<bool> holds, string what, CancellationToken cancellation) =>
        UntilAsync(() => Task.FromResult(holds()), what, cancellation);
}
