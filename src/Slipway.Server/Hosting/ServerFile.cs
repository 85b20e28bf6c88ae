using System.Text.Json;
using Slipway.Core.Ports;
using Slipway.Local.Keeping;

namespace Slipway.Server.Hosting;

/// <summary>
/// <c>server.json</c> in the data folder: tells the command line where a server is. Of several that share the folder it names the
/// keeper; where none of them is that, one that lives.
/// </summary>
internal sealed class ServerFile(string directory, ServerNote server, ILeases leases)
{
    public const string Name = "server.json";

    private string Path => System.IO.Path.Combine(directory, Name);

    /// <param name="office">Null when this server is not the keeper.</param>
    /// <exception cref="IOException">It could not be written.</exception>
    /// <exception cref="PortUnavailableException">Who lives is not known now.</exception>
    public async Task KeepAsync(KeeperOffice? office, CancellationToken cancellation)
    {
        var named = Read();
        if (named?.Url == server.Url && named.Pid == Environment.ProcessId)
            return;
        if (office is not null)
            office.Term.Act(Write);
        else if ((await leases.ServersAsync(cancellation)).All(living => living.Url != named?.Url))
            Write();
    }

    private ServerFileContent? Read()
    {
        try
        {
            return File.Exists(Path) ? JsonSerializer.Deserialize(File.ReadAllText(Path), ServerFileJson.Default.ServerFileContent) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Write()
    {
        var temporary = $"{Path}.{Environment.ProcessId}.new";
        File.WriteAllText(temporary, JsonSerializer.Serialize(new ServerFileContent(server.Url, Environment.ProcessId), ServerFileJson.Default.ServerFileContent));
        File.Move(temporary, Path, overwrite: true);
    }
}
