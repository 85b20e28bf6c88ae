using System.Net;
using System.Text;

namespace Slipway.Testing;

/// <summary>A Prometheus of our own on a free port of loopback, and the one page of metrics that it reads several times a second.</summary>
public sealed class PrometheusServer : IAsyncDisposable
{
    private static readonly TimeSpan SeenWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly StartedProgram _program = new("/usr/bin/prometheus");
    private readonly HttpListener _page = new();
    private readonly HttpClient _http = new();

    public Uri Url { get; } = new($"http://127.0.0.1:{FreePort.Take()}");

    /// <summary>What is read from now on, in Prometheus' text format.</summary>
    public string Metrics { get; set; } = "";

    /// <param name="targets">Hosts and ports whose <c>/metrics</c> is read as well, whether they answer already or not.</param>
    public static async Task<PrometheusServer> StartAsync(CancellationToken cancellation, params IReadOnlyList<string> targets)
    {
        var server = new PrometheusServer();
        await server.RunAsync(targets, cancellation);
        return server;
    }

    /// <summary>Waits until the sum over a metric is this.</summary>
    public async Task UntilSeenAsync(string metric, long sum, CancellationToken cancellation)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!(await _http.GetStringAsync(new Uri(Url, $"/api/v1/query?query=sum({metric})"), cancellation)).Contains($"\"{sum}\"", StringComparison.Ordinal))
        {
            if (TimeProvider.System.GetElapsedTime(began) > SeenWithin)
                throw new TimeoutException($"Prometheus did not see {metric} at {sum}");
            await Task.Delay(Look, TimeProvider.System, cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _page.Close();
        _http.Dispose();
        await _program.DisposeAsync();
    }

    private async Task RunAsync(IReadOnlyList<string> others, CancellationToken cancellation)
    {
        var page = FreePort.Take();
        _page.Prefixes.Add($"http://127.0.0.1:{page}/");
        _page.Start();
        _ = Task.Run(ServeAsync, CancellationToken.None);
        var file = Path.Combine(_program.Folder, "prometheus.yml");
        await File.WriteAllTextAsync(
            file, $"scrape_configs: [{{ job_name: pods, honor_labels: true, scrape_interval: 200ms, scrape_timeout: 200ms, static_configs: [{{ targets: [{string.Join(", ", others.Prepend($"127.0.0.1:{page}").Select(target => $"\"{target}\""))}] }}] }}]\n", cancellation);
        await _program.StartAsync(
            [$"--config.file={file}", $"--storage.tsdb.path={_program.Folder}/data", $"--web.listen-address={Url.Authority}", "--log.level=error"], IsReadyAsync, cancellation);
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        using var answer = await _http.GetAsync(new Uri(Url, "/-/ready"), cancellation);
        return answer.IsSuccessStatusCode;
    }

    private async Task ServeAsync()
    {
        while (_page.IsListening)
        {
            try
            {
                var context = await _page.GetContextAsync();
                context.Response.ContentType = "text/plain; version=0.0.4";
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(Metrics));
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // Prometheus went away in the middle of an answer, or this page did.
            }
        }
    }
}
