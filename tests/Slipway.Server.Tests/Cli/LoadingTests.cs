using System.Diagnostics;
using Shouldly;
using Xunit;

namespace Slipway.Server.Tests.Cli;

/// <summary>What a verb loads is what its start costs.</summary>
public sealed class LoadingTests
{
    // Without the list of dependencies the host takes what it finds.
    private static readonly string[] Heavy = ["slipway.deps", "Slipway.Server", "Slipway.Local", "Slipway.Storage", "Yarp.ReverseProxy"];

    [Theory]
    [InlineData(0, "--version")]
    [InlineData(1, "status", "--server", "http://127.0.0.1:1")]
    [InlineData(0, "schema")]
    public async Task Verbs_without_a_server_load_none_of_its_assemblies(int code, params string[] args)
    {
        // An assembly that is not there cannot be loaded: the verb runs from a folder without them.
        var folder = Directory.CreateTempSubdirectory("slipway-loading-");
        try
        {
            foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory).Where(f => !Heavy.Contains(Path.GetFileNameWithoutExtension(f))))
                File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
            var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(folder.FullName, "slipway.dll"), .. args])
            {
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            };
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            process.ExitCode.ShouldBe(code, await error);
            (await error).ShouldNotContain("Exception");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
