using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Slipway.Core.Ports;
using Slipway.Integrations.Identity.Oidc;

namespace Slipway.Integrations.Images;

/// <summary>
/// The logins that <c>docker login</c> keeps: in the file itself, or with a helper program (<c>docker-credential-NAME get</c>).
/// Read at each use, so that a login that was renewed counts at once.
/// </summary>
/// <param name="path">The file; it need not be there.</param>
public sealed class RegistryLogins(string path)
{
    private static readonly TimeSpan HelperTimeout = TimeSpan.FromSeconds(10);

    public string Path => path;

    /// <summary><c>config.json</c> in <c>DOCKER_CONFIG</c>, or in <c>.docker</c> of the user's folder.</summary>
    public static RegistryLogins OfUser() => new(System.IO.Path.Combine(
        Environment.GetEnvironmentVariable("DOCKER_CONFIG") ?? System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker"), "config.json"));

    /// <summary>Null where none is known: the registry may let anybody read.</summary>
    /// <exception cref="PortUnavailableException">The file or the helper says something that cannot be read.</exception>
    public async Task<RegistryLogin?> OfAsync(string registry, CancellationToken cancellation)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(path, cancellation));
            var root = json.RootElement;
            if ((root.Find("credHelpers")?.Find(registry)?.Text() ?? root.Find("credsStore")?.Text()) is { } helper)
                return await AskAsync(helper, registry, cancellation);
            return Names(registry).Select(name => root.Find("auths")?.Find(name)?.Find("auth")?.Text()).FirstOrDefault(auth => auth is { Length: > 0 }) is { } auth
                ? Decode(auth)
                : null;
        }
        catch (Exception fault) when (fault is JsonException or FormatException or IOException or UnauthorizedAccessException)
        {
            throw new PortUnavailableException($"the logins in {path} cannot be read: {(fault is FormatException ? "one is not base64 of USER:PASSWORD" : fault.Message)}", inner: fault);
        }
    }

    private static IEnumerable<string> Names(string registry) =>
        registry == "registry-1.docker.io" ? ["https://index.docker.io/v1/", "docker.io", registry] : [registry, $"https://{registry}", $"https://{registry}/v2/"];

    private static RegistryLogin Decode(string auth) =>
        Encoding.UTF8.GetString(Convert.FromBase64String(auth)).Split(':', 2) is [var user, var password]
            ? new RegistryLogin(user, password)
            : throw new FormatException();

    private static async Task<RegistryLogin?> AskAsync(string helper, string registry, CancellationToken cancellation)
    {
        var program = $"docker-credential-{helper}";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(HelperTimeout);
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, ["get"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false },
        };
        try
        {
            process.Start();
            await process.StandardInput.WriteAsync(registry.AsMemory(), limit.Token);
            process.StandardInput.Close();
            var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            if (process.ExitCode != 0)
                return null;
            using var json = JsonDocument.Parse(output);
            return json.RootElement.Find("Username")?.Text() is { } user && json.RootElement.Find("Secret")?.Text() is { } secret ? new RegistryLogin(user, secret) : null;
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            throw new PortUnavailableException($"{program}, which keeps the logins of registries, cannot be started: {fault.Message}", inner: fault);
        }
        catch (OperationCanceledException fault) when (!cancellation.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw new PortUnavailableException($"{program} did not answer within {HelperTimeout.TotalSeconds:0} s", inner: fault);
        }
    }
}
