using System.Globalization;
using System.Text.RegularExpressions;

namespace Slipway.Bench.Gateway;

/// <summary>Drives the load generator <c>wrk</c>.</summary>
internal static partial class Wrk
{
    private const int Connections = 64;

    /// <summary>Requests per second that the proxy on a port carried.</summary>
    public static async Task<double> RunAsync(int port, int seconds, CancellationToken cancellation)
    {
        var output = await ChildProcess.RunAsync(
            "wrk", ["-t1", $"-c{Connections}", $"-d{seconds}s", $"http://127.0.0.1:{port}/"], cancellation);
        if (output.Contains("Non-2xx", StringComparison.Ordinal) || output.Contains("Socket errors", StringComparison.Ordinal))
            throw new BenchFailedException($"requests to port {port} failed:\n{output}");
        return double.Parse(Rate().Match(output).Groups["rate"].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"Requests/sec:\s+(?<rate>[\d.]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Rate();
}
