namespace Slipway.Bench.Running;

/// <summary>An empty folder that is removed with everything in it.</summary>
public sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("slipway-bench-").FullName;

    public void Dispose()
    {
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
