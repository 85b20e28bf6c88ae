using System.Diagnostics;

namespace Slipway.Server.Tests.EndToEnd.Rig;

/// <summary>The program itself, as a child process: the one that was built with these tests.</summary>
internal static class SlipwayProgram
{
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "slipway");

    /// <summary>How a person would call it in a folder.</summary>
    public static ProcessStartInfo In(string folder, params IReadOnlyList<string> args) => Start(folder, Path, args);

    /// <summary>The same where no file may grow above a size: a disk that fails, without the rights to make one.</summary>
    public static ProcessStartInfo WithFilesUpTo(int kilobytes, string folder, params IReadOnlyList<string> args)
    {
        var start = Start(folder, "bash", ["-c", $"trap '' XFSZ; ulimit -f {kilobytes}; exec \"$@\"", "bash", Path, .. args]);
        // The runtime would otherwise map its code from a large file.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return start;
    }

    /// <summary>Runs a command line to its end. One that is cancelled is killed.</summary>
    public static async Task<ProgramResult> RunAsync(string folder, IReadOnlyList<string> args, CancellationToken cancellation)
    {
        using var process = Process.Start(In(folder, args))!;
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var error = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return new ProgramResult(string.Join(' ', args), process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    private static ProcessStartInfo Start(string folder, string program, IReadOnlyList<string> args)
    {
        var start = new ProcessStartInfo(program, args)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        start.Environment.Remove("SLIPWAY_SERVER");
        start.Environment.Remove("SLIPWAY_STORE");
        start.Environment.Remove("SLIPWAY_TOKEN");
        return start;
    }
}
