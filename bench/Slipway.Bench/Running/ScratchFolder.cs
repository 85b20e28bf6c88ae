namespace Slipway.Bench.Running;

/// <summary>An empty folder that is removed with everything in it, unless it is told to stay.</summary>
public sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("slipway-bench-").FullName;

    /// <summary>True: somebody wants to look at what is in it, so it stays.</summary>
    public bool Stays { get; set; }

    public void Dispose()
    {
        if (Stays)
            return;
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A process that is just ending still writes its log; the system's own clean-up takes the rest.
        }
    }
}
