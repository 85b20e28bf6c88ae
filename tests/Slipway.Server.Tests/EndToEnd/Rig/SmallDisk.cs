using System.Diagnostics;
using Xunit;

namespace Slipway.Server.Tests.EndToEnd.Rig;

/// <summary>A file system of a few megabytes, in memory. Root alone can have one.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const int SizeMegabytes = 16;

    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    private string Filler => Path.Combine(_folder, "filler");

    /// <summary>Skips the test where that is not allowed.</summary>
    public static async Task<SmallDisk> MountAsync(string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var (code, error) = await RunAsync("mount", ["-t", "tmpfs", "-o", $"size={SizeMegabytes}m", "tmpfs", folder], cancellation);
        Assert.SkipUnless(code == 0, $"a small disk cannot be mounted here: {error}");
        return new SmallDisk(folder);
    }

    /// <summary>To the last byte.</summary>
    public void Fill()
    {
        using var filler = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (filler.Length <= SizeMegabytes << 20)
                filler.Write(block);
        }
        catch (IOException)
        {
            // Full: that was the aim.
        }
    }

    public void MakeRoom() => File.Delete(Filler);

    /// <summary>Lazily: what still writes there is ended after this.</summary>
    public async ValueTask DisposeAsync() => await RunAsync("umount", ["--lazy", _folder], CancellationToken.None);

    private static async Task<(int Code, string Error)> RunAsync(string program, IReadOnlyList<string> args, CancellationToken cancellation)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true, UseShellExecute = false })!;
        var error = await process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, error.Trim());
    }
}
