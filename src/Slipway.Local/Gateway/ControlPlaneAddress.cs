using Slipway.Local.Keeping;

namespace Slipway.Local.Gateway;

/// <summary>
/// Where the control plane is. A gateway outlives the server that started it; when the next one listens elsewhere,
/// it leaves a note beside the gateway's state, and the note counts more than what the gateway was started with.
/// </summary>
internal sealed class ControlPlaneAddress(Uri startedWith, GatewayPaths paths)
{
    /// <summary>Read anew at each call, so before each connection and report.</summary>
    public Uri Of(string path) => new(Noted() ?? startedWith, path);

    /// <exception cref="IOException">Nothing was changed.</exception>
    public static void Note(GatewayPaths paths, Uri server, KeeperTerm term)
    {
        Directory.CreateDirectory(paths.Directory);
        term.Act(() =>
        {
            var temporary = paths.Server + ".new";
            File.WriteAllText(temporary, server.ToString());
            File.Move(temporary, paths.Server, overwrite: true);
        });
    }

    private Uri? Noted()
    {
        try
        {
            return File.Exists(paths.Server) && Uri.TryCreate(File.ReadAllText(paths.Server), UriKind.Absolute, out var noted) ? noted : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
