namespace Slipway.Local.Gateway;

/// <summary>What <c>slipway gateway</c> runs.</summary>
public static class GatewayProgram
{
    public const int Done = 0;
    public const int Failed = 1;

    /// <summary>Serves until cancelled or replaced by another process, and returns the exit code when the last request has its answer.</summary>
    public static async Task<int> RunAsync(GatewayOptions options, CancellationToken cancellation)
    {
        await using var gateway = new GatewayProcess(options);
        try
        {
            return await gateway.RunAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Told to end before it had begun to serve.
            return Done;
        }
    }
}
