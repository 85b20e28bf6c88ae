using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Slipway.Testing.Kubernetes;

/// <summary>
/// etcd, the API server and the controller manager of our own, on free ports of loopback, in a new folder below the temporary
/// one. They end and the folder goes when this is disposed of, and also when this process is killed.
/// </summary>
internal sealed class ControlPlane : IControlPlane
{
    private const int StartAttempts = 5;
    private const int TokenCharacters = 32;
    private const string PortTaken = "address already in use";

    private readonly ProgramFolder _folder = new("slipway-kube");
    private readonly ClusterPrograms _programs;
    private ClusterKeys _keys = null!;
    private int _etcd;
    private int _peers;
    private int _port;

    private ControlPlane(ClusterPrograms programs) => _programs = programs;

    /// <summary>Logs, keys and kubeconfigs.</summary>
    public string Folder => _folder.Folder;

    /// <summary>As <c>system:masters</c>, by a token.</summary>
    public string KubeConfig => _folder["admin.kubeconfig"];

    /// <summary>As <c>system:masters</c>, by a client certificate.</summary>
    public string CertificateKubeConfig => _folder["certificate.kubeconfig"];

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
    public Task StopApiServerAsync(CancellationToken cancellation) => _folder.StopAsync(ClusterPrograms.ApiServer, cancellation);

    /// <summary>Starts the API server again on its port; returns once it is ready.</summary>
    public async Task StartApiServerAsync(CancellationToken cancellation)
    {
        // A connection of somebody may sit on that port as its own end for a moment.
        for (var attempt = 1; !await TryStartApiServerAsync(cancellation); attempt++)
        {
            var failure = _folder.Failure(ClusterPrograms.ApiServer);
            if (attempt == StartAttempts || !failure.Message.Contains(PortTaken, StringComparison.Ordinal))
                throw failure;
        }
    }

    /// <summary>All of it goes with the folder.</summary>
    public void Made(string path)
    {
    }

    public async ValueTask DisposeAsync()
    {
        Api?.Dispose();
        await _folder.DisposeAsync();
    }

    // None of the three can be told to take any port: another program may have taken one by the time that they bind.
    private async Task StartOnFreePortsAsync(CancellationToken cancellation)
    {
        var token = RandomNumberGenerator.GetHexString(TokenCharacters, lowercase: true);
        await File.WriteAllTextAsync(_folder["tokens.csv"], $"{token},admin,admin,system:masters\n", cancellation);
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
            var failure = _folder.Failure(_folder.HasEnded(ClusterPrograms.Etcd) ? ClusterPrograms.Etcd : ClusterPrograms.ApiServer);
            if (attempt == StartAttempts || !failure.Message.Contains(PortTaken, StringComparison.Ordinal))
                throw failure;
            await _folder.StopAsync(ClusterPrograms.ApiServer, cancellation);
            await _folder.StopAsync(ClusterPrograms.Etcd, cancellation);
        }

        await File.WriteAllTextAsync(KubeConfig, KubeConfigText.WithToken(Api.Server, authority, "admin", token), cancellation);
        var (certificate, key) = (await File.ReadAllTextAsync(_keys.Admin, cancellation), await File.ReadAllTextAsync(_keys.AdminKey, cancellation));
        await File.WriteAllTextAsync(CertificateKubeConfig, KubeConfigText.WithCertificate(Api.Server, authority, "certified-admin", certificate, key), cancellation);
        StartControllerManager();
        // It makes the service account of each namespace, without which no pod is taken: with the first one all of it runs.
        await _folder.UntilAsync(ClusterPrograms.ControllerManager, async () => await Api.GetAsync("/api/v1/namespaces/default/serviceaccounts/default", cancellation) is not null, cancellation);
    }

    private void StartEtcd()
    {
        var (clients, peers) = ($"http://127.0.0.1:{_etcd}", $"http://127.0.0.1:{_peers}");
        _folder.Run(_programs[ClusterPrograms.Etcd], [
            "--name", "test", "--data-dir", _folder["data"], "--unsafe-no-fsync", "--log-level", "warn",
            "--listen-client-urls", clients, "--advertise-client-urls", clients,
            "--listen-peer-urls", peers, "--initial-advertise-peer-urls", peers, "--initial-cluster", $"test={peers}",
        ]);
    }

    private async Task<bool> TryStartApiServerAsync(CancellationToken cancellation)
    {
        _folder.Run(_programs[ClusterPrograms.ApiServer], [
            $"--etcd-servers=http://127.0.0.1:{_etcd}", "--bind-address=127.0.0.1", "--advertise-address=127.0.0.1", $"--secure-port={_port}",
            $"--tls-cert-file={_keys.Server}", $"--tls-private-key-file={_keys.ServerKey}", $"--client-ca-file={_keys.Authority}", $"--cert-dir={Folder}",
            "--service-account-issuer=https://kubernetes.default.svc", $"--service-account-key-file={_keys.TokenKey}", $"--service-account-signing-key-file={_keys.TokenKey}",
            $"--token-auth-file={_folder["tokens.csv"]}", "--authorization-mode=RBAC", "--service-cluster-ip-range=10.96.0.0/16",
            "--endpoint-reconciler-type=none", "--allow-privileged=true",
        ]);
        return await _folder.UntilAsync(ClusterPrograms.ApiServer, async () => await Api.GetAsync("/readyz", cancellation) is not null, cancellation);
    }

    private void StartControllerManager() => _folder.Run(_programs[ClusterPrograms.ControllerManager], [
        $"--kubeconfig={KubeConfig}", "--secure-port=0", "--port=0", "--leader-elect=false", $"--cert-dir={Folder}",
        $"--service-account-private-key-file={_keys.TokenKey}", $"--root-ca-file={_keys.Authority}",
        // Its limit of 20 calls a second, shared by all that it does, would be what tests wait for.
        "--kube-api-qps=500", "--kube-api-burst=1000",
        // Nodes are those that tests make: nobody gives them networks, or takes their pods away after a pause in a debugger.
        "--controllers=*,-nodeipam,-route,-cloud-node-lifecycle,-nodelifecycle",
    ]);

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
}
