using System.Diagnostics;
using Shouldly;
using Slipway.Contracts;
using Slipway.Server.Tests.EndToEnd.Rig;
using Slipway.Testing;
using Xunit;

namespace Slipway.Server.Tests.EndToEnd;

/// <summary>A stranger types what the README says, in its order; only ports and the time of watching are others.</summary>
public sealed class ReadmeTests : IAsyncDisposable
{
    private const string Section = "## Your own service";
    private const string Python = "/usr/bin/python3";
    private const int BlockMinutes = 2;

    private readonly string _home = Directory.CreateTempSubdirectory("slipway-readme-").FullName;
    private readonly int _gatewayPort = FreePort.Take();
    private RunningServer? _server;

    private string Shop => Path.Combine(_home, "shop");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        await Leftovers.KillAsync(_home);
        Directory.Delete(_home, recursive: true);
    }

    [Fact]
    public async Task The_way_to_a_service_of_ones_own_works_as_it_is_written()
    {
        Assert.SkipUnless(File.Exists(Python), "python3 is not installed");
        foreach (var (language, text) in Blocks())
        {
            if (language == "yaml")
                await File.WriteAllTextAsync(Path.Combine(Shop, "slipway.yaml"), Adapted(text), Cancel);
            else if (text.Trim() == "slipway serve")
                _server = await RunningServer.StartAsync(SlipwayProgram.In(Shop, "serve", "--listen", $"{FreePort.Take()}"), Cancel);
            else
                await TypeAsync(text);
        }

        using var http = new HttpClient();
        var address = new Uri($"http://127.0.0.1:{_gatewayPort}/");
        await Poll.UntilAsync(async () => await http.GetStringAsync(address, Cancel) == "version 1.0\n", "the old version to answer again", Cancel);
        var history = await SlipwayProgram.RunAsync(Shop, ["history", "-o", "json"], Cancel);
        // The way back is a rollout of its own only where the second one has quite ended before.
        history.Ended(ExitCodes.Done).Read(SlipwayJson.Default.IReadOnlyListRolloutSummaryView)
            .Select(rollout => rollout.Version).Distinct().ShouldBe(["1.0", "2.0"], ignoreOrder: true);
    }

    private string Adapted(string spec) => spec
        .Replace("127.0.0.1:8080", $"127.0.0.1:{_gatewayPort}", StringComparison.Ordinal)
        .Replace("observe: 10s", "observe: 1s", StringComparison.Ordinal);

    private async Task TypeAsync(string block)
    {
        var lines = block.Replace("./dev install\n", "", StringComparison.Ordinal);
        var start = new ProcessStartInfo("sh", ["-e", "-c", lines])
        {
            WorkingDirectory = Directory.Exists(Shop) ? Shop : _home,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = _home;
        start.Environment["PATH"] = $"{AppContext.BaseDirectory}:{start.Environment["PATH"]}";
        start.Environment.Remove("SLIPWAY_SERVER");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromMinutes(BlockMinutes));
        using var shell = Process.Start(start)!;
        var output = shell.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = shell.StandardError.ReadToEndAsync(limit.Token);
        await shell.WaitForExitAsync(limit.Token);
        shell.ExitCode.ShouldBe(0, $"{lines}\n{await output}{await errors}{_server?.Printed}");
    }

    /// <summary>The fenced blocks of the section: language and text.</summary>
    private static IEnumerable<(string Language, string Text)> Blocks()
    {
        var readme = File.ReadAllText(FindReadme());
        var begin = readme.IndexOf(Section, StringComparison.Ordinal);
        begin.ShouldBeGreaterThan(0, Section);
        var section = readme[begin..readme.IndexOf("\n## ", begin, StringComparison.Ordinal)];
        return section.Split("```").Where((_, index) => index % 2 == 1).Select(block =>
        {
            var parts = block.Split('\n', 2);
            return (parts[0], parts[1]);
        });
    }

    private static string FindReadme()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Slipway.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run inside the repository");
        return Path.Combine(folder.FullName, "README.md");
    }
}
