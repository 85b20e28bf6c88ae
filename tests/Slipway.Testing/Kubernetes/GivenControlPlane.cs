using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Slipway.Testing.Kubernetes;

/// <summary>
/// The cluster of a kubeconfig, reached through <c>kubectl proxy</c>, which knows every kind of credentials. What tests made in
/// it is deleted at the end, without waiting.
/// </summary>
internal sealed partial class GivenControlPlane : IControlPlane
{
    private const string Kubectl = "kubectl";

    private readonly ProgramFolder _folder = new("slipway-kubectl");
    private readonly ConcurrentBag<string> _made = [];

    private GivenControlPlane(string kubeConfig) => KubeConfig = kubeConfig;

    public string Folder => _folder.Folder;

    public string KubeConfig { get; }

    public ClusterApi Api { get; private set; } = null!;

    /// <exception cref="InvalidOperationException">There is no kubectl, or it does not accept the kubeconfig; with its words.</exception>
    public static async Task<GivenControlPlane> ConnectAsync(string kubeConfig, CancellationToken cancellation)
    {
        var plane = new GivenControlPlane(kubeConfig);
        try
        {
            var server = await plane.ReadAsync("server", cancellation);
            var authority = await plane.ReadAsync("certificate-authority-data", cancellation);
            plane._folder.Run(Kubectl, ["--kubeconfig", kubeConfig, "proxy", "--port=0"]);
            Match? serves = null;
            if (!await plane._folder.UntilAsync(Kubectl, async () => (serves = Serves().Match(await plane.LogAsync(cancellation))).Success, cancellation))
                throw plane._folder.Failure(Kubectl);
            plane.Api = new ClusterApi(new Uri($"http://{serves!.Groups[1].Value}"), new Uri(server), Encoding.UTF8.GetString(Convert.FromBase64String(authority)));
            return plane;
        }
        catch
        {
            await plane.DisposeAsync();
            throw;
        }
    }

    public void Made(string path) => _made.Add(path);

    public async ValueTask DisposeAsync()
    {
        if (Api is not null)
        {
            foreach (var path in _made)
                await Api.DeleteAsync(path, graceSeconds: null, CancellationToken.None);
            Api.Dispose();
        }

        await _folder.DisposeAsync();
    }

    private async Task<string> LogAsync(CancellationToken cancellation) =>
        File.Exists(_folder[$"{Kubectl}.log"]) ? await File.ReadAllTextAsync(_folder[$"{Kubectl}.log"], cancellation) : "";

    private async Task<string> ReadAsync(string key, CancellationToken cancellation)
    {
        string[] arguments = ["--kubeconfig", KubeConfig, "config", "view", "--raw", "--minify", "--flatten", "-o", $"jsonpath={{.clusters[0].cluster.{key}}}"];
        using var process = Process.Start(new ProcessStartInfo(Kubectl, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0 && output.Length > 0 ? output : throw new InvalidOperationException($"{KubeConfig} says no '{key}' of its current cluster. {await errors}");
    }

    [GeneratedRegex("Starting to serve on (127\\.0\\.0\\.1:[0-9]+)")]
    private static partial Regex Serves();
}
