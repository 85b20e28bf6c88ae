namespace Slipway.Testing.Kubernetes;

/// <summary>The programs of a Kubernetes as <c>eng/kubernetes.sh</c> builds them into the user's cache.</summary>
internal sealed class ClusterPrograms
{
    public const string Etcd = "etcd";
    public const string ApiServer = "kube-apiserver";
    public const string ControllerManager = "kube-controller-manager";
    public const string Scheduler = "kube-scheduler";
    public const string Kubelet = "kubelet";
    public const string Proxy = "kube-proxy";

    private readonly string _folder;

    private ClusterPrograms(string folder) => _folder = folder;

    /// <summary>Null where one of those is missing that every cluster has.</summary>
    public static ClusterPrograms? Find()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set
            ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        var folder = Path.Combine(cache, "slipway-kube", "bin");
        string[] needed = [Etcd, ApiServer, ControllerManager];
        return needed.All(program => File.Exists(Path.Combine(folder, program))) ? new ClusterPrograms(folder) : null;
    }

    /// <summary>Where a program is.</summary>
    public string this[string program] => Path.Combine(_folder, program);
}
