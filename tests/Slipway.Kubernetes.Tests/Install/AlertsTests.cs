using System.Diagnostics;
using Shouldly;
using Slipway.Kubernetes.Install;
using Xunit;

namespace Slipway.Kubernetes.Tests.Install;

/// <summary>The alerts, before Prometheus' own tool, and the page that shows them.</summary>
public sealed class AlertsTests : IDisposable
{
    private const string Tool = "/usr/bin/promtool";
    private const string Begin = "see AlertsTests -->\n";
    private const string End = "<!-- end of alerts -->";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slipway-alerts-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_healthy_installation_raises_none_and_each_fault_its_own()
    {
        Assert.SkipUnless(File.Exists(Tool), "No promtool is installed: run eng/real-parts.sh test");
        await WriteAsync("slipway.yaml", ManifestYaml.Of(Alerts.Groups("job='slipway'")));
        await WriteAsync("tests.yaml", await File.ReadAllTextAsync(Path.Combine(Root(), "tests/Slipway.Kubernetes.Tests/Install/alert-tests.yaml"), Cancel));
        await PromtoolAsync("check", "rules", "slipway.yaml");
        await PromtoolAsync("test", "rules", "tests.yaml");
    }

    [Fact]
    public async Task The_page_shows_them()
    {
        var path = Path.Combine(Root(), "docs", "metrics.md");
        var page = await File.ReadAllTextAsync(path, Cancel);
        var begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = page.IndexOf(End, StringComparison.Ordinal);
        var shown = $"```yaml\n{ManifestYaml.Of(Alerts.Groups("job='slipway'"))}```\n";
        if (Environment.GetEnvironmentVariable("SLIPWAY_UPDATE_GOLDEN") == "1")
            await File.WriteAllTextAsync(path, page[..begin] + shown + page[end..], Cancel);
        else
            page[begin..end].ShouldBe(shown);
    }

    private Task WriteAsync(string file, string text) => File.WriteAllTextAsync(Path.Combine(_folder.FullName, file), text, Cancel);

    private async Task PromtoolAsync(params string[] line)
    {
        using var process = Process.Start(new ProcessStartInfo(Tool, line) { WorkingDirectory = _folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var error = process.StandardError.ReadToEndAsync(Cancel);
        var text = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        process.ExitCode.ShouldBe(0, $"{text}{await error}");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Slipway.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("This is not in the repository");
        return folder.FullName;
    }
}
