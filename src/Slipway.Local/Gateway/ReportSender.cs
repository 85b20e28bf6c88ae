using System.Net.Http.Json;

namespace Slipway.Local.Gateway;

/// <summary>Tells the control plane what the gateway does: at once when asked to, and otherwise at a steady pace.</summary>
internal sealed class ReportSender(HttpClient client, Func<Uri> address, Func<GatewayReport> report, TimeProvider time)
{
    private const int IntervalMilliseconds = 250;
    private const int TimeoutSeconds = 2;

    private readonly Signal _now = new();

    /// <summary>There is news that should not wait.</summary>
    public void SendNow() => _now.Set();

    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            await SendAsync(cancellation);
            await _now.WaitAsync(TimeSpan.FromMilliseconds(IntervalMilliseconds), time, cancellation);
        }
    }

    /// <summary>Sends one report; when the control plane is away it is lost, and the next one says it all again.</summary>
    public async Task SendAsync(CancellationToken cancellation)
    {
        try
        {
            using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(TimeoutSeconds), time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
            using var response = await client.PostAsJsonAsync(address(), report(), GatewayJson.Default.GatewayReport, either.Token);
        }
        catch (Exception away) when (away is HttpRequestException or OperationCanceledException or IOException)
        {
            // As the summary says.
        }
    }
}
