using System.Text.Json;
using Slipway.Contracts;

namespace Slipway.Cli.Client.Api;

/// <summary>Where the server is, and how that was found out.</summary>
/// <param name="Url">Ends with a slash.</param>
/// <param name="Source">For messages: <c>--server</c>.</param>
internal sealed record ServerAddress(Uri Url, string Source)
{
    public const string Variable = "SLIPWAY_SERVER";
    public const string Default = "http://127.0.0.1:7070";
    private const string FileName = ".slipway/server.json";

    /// <summary>The option; else <c>SLIPWAY_SERVER</c>; else <c>.slipway/server.json</c> in this or the nearest parent folder; else the default.</summary>
    public static ServerAddress Find(string? option, Terminal terminal)
    {
        if (option is not null)
            return Parse(option, "--server");
        if (terminal.Variable(Variable) is { Length: > 0 } variable)
            return Parse(variable, Variable);
        for (var folder = new DirectoryInfo(terminal.Directory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, FileName);
            if (File.Exists(file))
                return Parse(ReadUrl(file), file);
        }

        return Parse(Default, "the default");
    }

    private static ServerAddress Parse(string url, string source) =>
        Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? new ServerAddress(uri, source)
            : throw new VerbFailedException(ExitCodes.Invalid, $"'{url}' (from {source}) is no server address; write it as {Default}");

    private static string ReadUrl(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            return json.RootElement.GetProperty("url").GetString() ?? "";
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new VerbFailedException(ExitCodes.Invalid, $"{file} does not say where the server is ({e.Message}); remove it, or give --server URL");
        }
    }
}
