using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slipway.Server.Hosting;

/// <summary><c>server.json</c> in the data folder: tells the command line where the server is.</summary>
/// <param name="Url">Without a slash at the end.</param>
/// <param name="Pid">Of the server.</param>
internal sealed record ServerFile(string Url, int Pid)
{
    public const string Name = "server.json";

    public async Task WriteAsync(string directory, CancellationToken cancellation)
    {
        var temporary = Path.Combine(directory, Name + ".new");
        await File.WriteAllTextAsync(temporary, JsonSerializer.Serialize(this, ServerFileJson.Default.ServerFile), cancellation);
        File.Move(temporary, Path.Combine(directory, Name), overwrite: true);
    }
}
