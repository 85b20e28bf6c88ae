using Slipway.Bench.Running;

namespace Slipway.Bench.Engine;

/// <summary>An empty store, gone with everything in it once it is disposed.</summary>
/// <param name="Address">For <see cref="HostOrder.Store"/>.</param>
internal sealed record BenchPlace(string Address, ScratchFolder Folder) : IAsyncDisposable
{
    public string World => Path.Combine(Folder.Path, "world");

    public static BenchPlace Sqlite()
    {
        var folder = new ScratchFolder();
        return new BenchPlace(Path.Combine(folder.Path, "slipway.db"), folder);
    }

    public ValueTask DisposeAsync()
    {
        Folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
