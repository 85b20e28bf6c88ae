using System.Net.Http.Json;

namespace Slipway.Local.Gateway;

/// <summary>Tells the control plane what the gateway does: at once when asked to, and otherwise at a steady pace.</summary>
/// <param name="failed">Told of an address that did not take the report.</param>
internal sealed class ReportSender(HttpClient client, Func<Uri> address, Action<Uri> failed, Func<GatewayReport> report, TimeProvider time)
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
        var server = address();
        try
        {
            using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(TimeoutSeconds), time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
            using var response = await client.PostAsJsonAsync(server, report(), GatewayJson.Default.GatewayReport, either.Token);
            response.EnsureSuccessStatusCode();
        }
        catch (Exception away) when (away is HttpRequestException or OperationCanceledException or IOException)
        {
            // As the summary says.
            failed(server);
        }
    }
}
