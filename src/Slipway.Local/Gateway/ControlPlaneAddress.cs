using Slipway.Local.Keeping;

namespace Slipway.Local.Gateway;

/// <summary>
/// Where the control plane is. A gateway outlives the server that started it; the next keeper of its folder leaves a note beside the
/// gateway's state, and the note counts more than what the gateway was started with. What does not answer is passed over, in turn. Thread-safe.
/// </summary>
/// <param name="startedWith">At least one. Any server of the store sends the gateway on to the one that keeps it.</param>
internal sealed class ControlPlaneAddress(IReadOnlyList<Uri> startedWith, GatewayPaths paths)
{
    private readonly Lock _lock = new();
    private Uri? _noted;
    private int _turn;

    /// <summary>Read anew at each call, so before each connection and report.</summary>
    public Uri Of(string path) => new(Current(), path);

    /// <summary>Nothing answered there as it should: the next call names another, where there is one.</summary>
    /// <param name="address">As <see cref="Of"/> gave it.</param>
    public void Failed(Uri address)
    {
        lock (_lock)
        {
            if (new Uri(Current(), address.AbsolutePath) == address)
                _turn++;
        }
    }

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

    private Uri Current()
    {
        lock (_lock)
        {
            if (Noted() is { } noted && noted != _noted)
                (_noted, _turn) = (noted, 0);
            IReadOnlyList<Uri> all = _noted is null ? startedWith : [_noted, .. startedWith.Where(address => address != _noted)];
            return all[_turn % all.Count];
        }
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
