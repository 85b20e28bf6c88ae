using Slipway.Kubernetes.Client;
using Slipway.Testing.Kubernetes;

namespace Slipway.Kubernetes.Tests.Client;

/// <summary>A kubeconfig of a test, in a folder of its own that goes with it.</summary>
internal sealed class ConfigFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slipway-kubeconfig-").FullName;

    public string FilePath => Path.Combine(_folder, "config");

    /// <summary>One that reaches a cluster as a user that the test describes.</summary>
    /// <param name="user">What stands below <c>user:</c>, its lines indented by four.</param>
    public static ConfigFile Of(Cluster cluster, string user, string clusterLines = "") => new ConfigFile().Write($$"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: test
          cluster:
            server: {{cluster.Api.Server}}
            certificate-authority-data: {{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(cluster.Api.AuthorityPem))}}
            {{clusterLines}}
        users:
        - name: somebody
          user:
            {{user}}
        contexts:
        - name: test
          context: { cluster: test, user: somebody, namespace: default }
        current-context: test
        """);

    public ConfigFile Write(string text)
    {
        File.WriteAllText(FilePath, text);
        return this;
    }

    /// <summary>Writes another file beside it.</summary>
    /// <returns>Its path.</returns>
    public string Beside(string name, string text, bool executable = false)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        if (executable)
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    public KubeClient Client(TimeProvider? time = null) => new(KubeConfig.Load(FilePath).Context(), time ?? TimeProvider.System);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
