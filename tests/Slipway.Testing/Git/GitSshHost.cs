using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Slipway.Testing.Git;

/// <summary>A real <c>sshd</c> on a free port of loopback, as the user of the tests, with a key of its own and one key that it lets in.</summary>
public sealed class GitSshHost : IAsyncDisposable
{
    private const string Program = "/usr/sbin/sshd";

    /// <summary>Where sshd, as root, wants a folder; the package's service makes it at each start.</summary>
    private const string RootsFolder = "/run/sshd";

    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slipway-ssh-");
    private readonly StringBuilder _log = new();
    private readonly int _port = FreePort();
    private Process? _process;

    /// <summary>The private key that is let in.</summary>
    public string Key => InFolder("key");

    /// <summary>A private key that is not.</summary>
    public string OtherKey => InFolder("other");

    /// <summary>The host's own key, as clients keep it.</summary>
    public string KnownHosts => InFolder("known_hosts");

    /// <summary>What the host said.</summary>
    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    public static async Task<GitSshHost> StartAsync(CancellationToken cancellation)
    {
        Assert.SkipUnless(File.Exists(Program), "No sshd is installed: run eng/real-parts.sh test");
        var host = new GitSshHost();
        try
        {
            await host.RunAsync(cancellation);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <param name="origin">A bare repository's folder, absolute.</param>
    public string UrlOf(string origin) => $"ssh://{Environment.UserName}@127.0.0.1:{Port}{origin}";

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    private string Port => _port.ToString(CultureInfo.InvariantCulture);

    private async Task RunAsync(CancellationToken cancellation)
    {
        foreach (var key in (string[])["host", "key", "other"])
            await MakeKeyAsync(InFolder(key), cancellation);
        File.Copy(InFolder("key.pub"), InFolder("authorized"));
        await File.WriteAllTextAsync(KnownHosts, $"[127.0.0.1]:{Port} {await File.ReadAllTextAsync(InFolder("host.pub"), cancellation)}", cancellation);
        await File.WriteAllTextAsync(InFolder("config"), $"""
            ListenAddress 127.0.0.1:{Port}
            HostKey {InFolder("host")}
            PidFile none
            AuthorizedKeysFile {InFolder("authorized")}
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin prohibit-password

            """, cancellation);
        if (Environment.IsPrivilegedProcess)
            Directory.CreateDirectory(RootsFolder);
        _process = Process.Start(new ProcessStartInfo(Program, ["-D", "-e", "-f", InFolder("config")]) { RedirectStandardError = true, UseShellExecute = false })!;
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_log)
                _log.AppendLine(line.Data);
        };
        _process.BeginErrorReadLine();
        var began = TimeProvider.System.GetTimestamp();
        while (!await AnswersAsync(cancellation))
        {
            if (_process.HasExited || TimeProvider.System.GetElapsedTime(began) > StartWithin)
                throw new InvalidOperationException($"The sshd of the tests did not start: {Log}");
            await Task.Delay(Look, TimeProvider.System, cancellation);
        }
    }

    private static async Task MakeKeyAsync(string file, CancellationToken cancellation)
    {
        using var process = Process.Start(new ProcessStartInfo("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "tests", "-f", file]) { UseShellExecute = false })!;
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"ssh-keygen made no key in {file}");
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, _port, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private string InFolder(string file) => Path.Combine(_folder.FullName, file);

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
