using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Slipway.Testing.Kubernetes;

/// <summary>
/// etcd, the API server and the controller manager of our own, on free ports of loopback, in a new folder below the temporary
/// one. They end and the folder goes when this is disposed of, and also when this process is killed.
/// </summary>
internal sealed class ControlPlane : IAsyncDisposable
{
    private const int StartAttempts = 5;
    private const int StartSeconds = 120;
    private const int PollMilliseconds = 25;
    private const int NameCharacters = 16;
    private const int LogCharacters = 4000;
    private const string PortTaken = "address already in use";

    private readonly ClusterPrograms _programs;
    private readonly Process _guard;
    private readonly Dictionary<string, Process> _processes = new(StringComparer.Ordinal);
    private ClusterKeys _keys = null!;
    private int _etcd;
    private int _peers;
    private int _port;

    private ControlPlane(ClusterPrograms programs)
    {
        _programs = programs;
        Folder = Path.Combine(Path.GetTempPath(), $"slipway-kube-{RandomNumberGenerator.GetHexString(NameCharacters, lowercase: true)}");
        Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        // Its input ends with this process, however that ends. Ctrl-C goes to the whole group: it must outlive that too.
        // What is killed may write for a moment longer, so the folder can need a second try.
        _guard = Start("sh", [
            "-c",
            """trap '' INT TERM HUP; read -r _; for f in "$1"/*.pid; do kill -9 "$(cat "$f")" 2>/dev/null; done; rm -rf "$1" 2>/dev/null || { sleep 1; rm -rf "$1"; }""",
            "guard", Folder,
        ]);
    }

    /// <summary>Logs, keys and kubeconfigs.</summary>
    public string Folder { get; }

    /// <summary>As <c>system:masters</c>, by a token.</summary>
    public string KubeConfig => Path.Combine(Folder, "admin.kubeconfig");

    /// <summary>As <c>system:masters</c>, by a client certificate.</summary>
    public string CertificateKubeConfig => Path.Combine(Folder, "certificate.kubeconfig");

    public ClusterApi Api { get; private set; } = null!;

    /// <exception cref="InvalidOperationException">It does not start; with the end of the log.</exception>
    public static async Task<ControlPlane> StartAsync(ClusterPrograms programs, CancellationToken cancellation)
    {
        var plane = new ControlPlane(programs);
        try
        {
            plane._keys = await ClusterKeys.WriteAsync(plane.Folder, cancellation);
            await plane.StartOnFreePortsAsync(cancellation);
            return plane;
        }
        catch
        {
            await plane.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the API server as a crash does; etcd and the controller manager stay.</summary>
    public Task StopApiServerAsync(CancellationToken cancellation) => StopAsync(ClusterPrograms.ApiServer, cancellation);

    /// <summary>Starts the API server again on its port; returns once it is ready.</summary>
    public async Task StartApiServerAsync(CancellationToken cancellation)
    {
        // A connection of somebody may sit on that port as its own end for a moment.
        for (var attempt = 1; !await TryStartApiServerAsync(cancellation); attempt++)
        {
            var failure = Failure(ClusterPrograms.ApiServer);
            if (attempt == StartAttempts || !failure.Message.Contains(PortTaken, StringComparison.Ordinal))
                throw failure;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Api?.Dispose();
        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync();
        _guard.Dispose();
        foreach (var process in _processes.Values)
            process.Dispose();
    }

    // None of the three can be told to take any port: another program may have taken one by the time that they bind.
    private async Task StartOnFreePortsAsync(CancellationToken cancellation)
    {
        var token = RandomNumberGenerator.GetHexString(2 * NameCharacters, lowercase: true);
        await File.WriteAllTextAsync(Path.Combine(Folder, "tokens.csv"), $"{token},admin,admin,system:masters\n", cancellation);
        var authority = await File.ReadAllTextAsync(_keys.Authority, cancellation);
        for (var attempt = 1; ; attempt++)
        {
            (_etcd, _peers, _port) = FreePorts();
            var server = new Uri(string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{_port}"));
            Api?.Dispose();
            Api = new ClusterApi(server, authority, token);
            StartEtcd();
            if (await TryStartApiServerAsync(cancellation))
                break;
            var failure = Failure(_processes[ClusterPrograms.Etcd].HasExited ? ClusterPrograms.Etcd : ClusterPrograms.ApiServer);
            if (attempt == StartAttempts || !failure.Message.Contains(PortTaken, StringComparison.Ordinal))
                throw failure;
            await StopAsync(ClusterPrograms.ApiServer, cancellation);
            await StopAsync(ClusterPrograms.Etcd, cancellation);
        }

        await File.WriteAllTextAsync(KubeConfig, KubeConfigText.WithToken(Api.Server, authority, "admin", token), cancellation);
        var (certificate, key) = (await File.ReadAllTextAsync(_keys.Admin, cancellation), await File.ReadAllTextAsync(_keys.AdminKey, cancellation));
        await File.WriteAllTextAsync(CertificateKubeConfig, KubeConfigText.WithCertificate(Api.Server, authority, "certified-admin", certificate, key), cancellation);
        StartControllerManager();
        // It makes the service account of each namespace, without which no pod is taken: with the first one all of it runs.
        await UntilAsync(ClusterPrograms.ControllerManager, async () => await Api.GetAsync("/api/v1/namespaces/default/serviceaccounts/default", cancellation) is not null, cancellation);
    }

    private void StartEtcd()
    {
        var (clients, peers) = ($"http://127.0.0.1:{_etcd}", $"http://127.0.0.1:{_peers}");
        Run(ClusterPrograms.Etcd, [
            "--name", "test", "--data-dir", Path.Combine(Folder, "etcd"), "--unsafe-no-fsync", "--log-level", "warn",
            "--listen-client-urls", clients, "--advertise-client-urls", clients,
            "--listen-peer-urls", peers, "--initial-advertise-peer-urls", peers, "--initial-cluster", $"test={peers}",
        ]);
    }

    private async Task<bool> TryStartApiServerAsync(CancellationToken cancellation)
    {
        Run(ClusterPrograms.ApiServer, [
            $"--etcd-servers=http://127.0.0.1:{_etcd}", "--bind-address=127.0.0.1", "--advertise-address=127.0.0.1", $"--secure-port={_port}",
            $"--tls-cert-file={_keys.Server}", $"--tls-private-key-file={_keys.ServerKey}", $"--client-ca-file={_keys.Authority}", $"--cert-dir={Folder}",
            "--service-account-issuer=https://kubernetes.default.svc", $"--service-account-key-file={_keys.TokenKey}", $"--service-account-signing-key-file={_keys.TokenKey}",
            $"--token-auth-file={Path.Combine(Folder, "tokens.csv")}", "--authorization-mode=RBAC", "--service-cluster-ip-range=10.96.0.0/16",
            "--endpoint-reconciler-type=none", "--allow-privileged=true",
        ]);
        return await UntilAsync(ClusterPrograms.ApiServer, async () => await Api.GetAsync("/readyz", cancellation) is not null, cancellation);
    }

    private void StartControllerManager() => Run(ClusterPrograms.ControllerManager, [
        $"--kubeconfig={KubeConfig}", "--secure-port=0", "--port=0", "--leader-elect=false", $"--cert-dir={Folder}",
        $"--service-account-private-key-file={_keys.TokenKey}", $"--root-ca-file={_keys.Authority}",
        // Its limit of 20 calls a second, shared by all that it does, would be what tests wait for.
        "--kube-api-qps=500", "--kube-api-burst=1000",
        // Nodes are those that tests make: nobody gives them networks, or takes their pods away after a pause in a debugger.
        "--controllers=*,-nodeipam,-route,-cloud-node-lifecycle,-nodelifecycle",
    ]);

    /// <summary>False if the program ended instead.</summary>
    private async Task<bool> UntilAsync(string program, Func<Task<bool>> there, CancellationToken cancellation)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!_processes[program].HasExited)
        {
            try
            {
                if (await there())
                    return true;
            }
            catch (HttpRequestException)
            {
                // It does not answer yet.
            }

            if (TimeProvider.System.GetElapsedTime(began).TotalSeconds > StartSeconds)
                throw Failure(program);
            await Task.Delay(TimeSpan.FromMilliseconds(PollMilliseconds), TimeProvider.System, cancellation);
        }

        return false;
    }

    private void Run(string program, IReadOnlyList<string> arguments) => _processes[program] = Start(
        "sh", ["-c", """echo $$ >"$PID"; exec "$0" "$@" >>"$LOG" 2>&1""", _programs[program], .. arguments], ("PID", ProcessFile(program)), ("LOG", LogFile(program)));

    private async Task StopAsync(string program, CancellationToken cancellation)
    {
        if (!_processes.Remove(program, out var process))
            return;
        process.Kill();
        await process.WaitForExitAsync(cancellation);
        process.Dispose();
        // Its number may be another's by now: the guard must not find it.
        File.Delete(ProcessFile(program));
    }

    private InvalidOperationException Failure(string program)
    {
        var log = File.Exists(LogFile(program)) ? File.ReadAllText(LogFile(program)) : "";
        return new InvalidOperationException($"{program} does not start: {log[^Math.Min(log.Length, LogCharacters)..]}");
    }

    private string ProcessFile(string program) => Path.Combine(Folder, $"{program}.pid");

    private string LogFile(string program) => Path.Combine(Folder, $"{program}.log");

    private static (int, int, int) FreePorts()
    {
        // All three at once: one after the other could be the same.
        TcpListener[] listeners = [new(IPAddress.Loopback, 0), new(IPAddress.Loopback, 0), new(IPAddress.Loopback, 0)];
        foreach (var listener in listeners)
            listener.Start();
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (var listener in listeners)
            listener.Dispose();
        return (ports[0], ports[1], ports[2]);
    }

    private static Process Start(string program, IReadOnlyList<string> arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardInput = true };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
