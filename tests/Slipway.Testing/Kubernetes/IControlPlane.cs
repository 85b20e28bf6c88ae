namespace Slipway.Testing.Kubernetes;

/// <summary>A control plane that tests may use: one of their own, or one that somebody gave them.</summary>
internal interface IControlPlane : IAsyncDisposable
{
    /// <summary>For kubeconfigs that tests ask for.</summary>
    string Folder { get; }

    /// <summary>Of an administrator.</summary>
    string KubeConfig { get; }

    ClusterApi Api { get; }

    /// <summary>Takes note of what was made in it, by its path, where it outlives the tests.</summary>
    void Made(string path);
}
