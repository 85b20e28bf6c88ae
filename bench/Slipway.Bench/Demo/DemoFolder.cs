using System.Net.Sockets;
using System.Text.Json;
using Slipway.Bench.Running;
using Spectre.Console;

namespace Slipway.Bench.Demo;

/// <summary>The sample's folder, made ready: an empty record, and specs whose port nobody else uses.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Canary">File name of the spec with the canary.</param>
/// <param name="BlueGreen">File name of the spec with the blue-green switch.</param>
/// <param name="Gateway">Where the service answers.</param>
/// <param name="ApiPort">Where the control plane answers, before and after its restart.</param>
public sealed record DemoFolder(string Path, string Canary, string BlueGreen, Uri Gateway, int ApiPort)
{
    public const string Data = ".slipway";

    private const int UsualPort = 8080;

    /// <exception cref="BenchFailedException">A server runs in the folder.</exception>
    public static async Task<DemoFolder> PrepareAsync(BenchContext context, CancellationToken cancellation)
    {
        var folder = System.IO.Path.Combine(context.Root, "samples/storefront");
        var data = System.IO.Path.Combine(folder, Data);
        if (await IsServedAsync(data, cancellation))
            throw new BenchFailedException($"a slipway serve runs in {folder}; end it (Ctrl-C), then start the demo again");
        await LeftBehind.StopAsync(data, context.Time);
        if (Directory.Exists(data))
            Directory.Delete(data, recursive: true);

        if (IsFree(UsualPort))
            return new DemoFolder(folder, "slipway.yaml", "blue-green.yaml", Address(UsualPort), Ports.Free());
        var port = Ports.Free();
        context.Console.WriteLine($"Port {UsualPort} is in use; the demo's gateway listens on {port}.");
        return new DemoFolder(folder, WithPort(folder, "slipway.yaml", port), WithPort(folder, "blue-green.yaml", port), Address(port), Ports.Free());
    }

    private static Uri Address(int port) => new($"http://127.0.0.1:{port}/");

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string WithPort(string folder, string spec, int port)
    {
        var copy = $".demo-{spec}";
        var text = File.ReadAllText(System.IO.Path.Combine(folder, spec));
        File.WriteAllText(System.IO.Path.Combine(folder, copy), text.Replace($"127.0.0.1:{UsualPort}", $"127.0.0.1:{port}", StringComparison.Ordinal));
        return copy;
    }

    private static async Task<bool> IsServedAsync(string data, CancellationToken cancellation)
    {
        var file = System.IO.Path.Combine(data, "server.json");
        if (!File.Exists(file))
            return false;
        try
        {
            using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file, cancellation));
            using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
            using var answer = await client.GetAsync(new Uri(new Uri(json.RootElement.GetProperty("url").GetString()!), "ready"), cancellation);
            return true;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or JsonException or KeyNotFoundException)
        {
            return false;
        }
    }
}
