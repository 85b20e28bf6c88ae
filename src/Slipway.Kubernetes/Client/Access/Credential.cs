namespace Slipway.Kubernetes.Client.Access;

/// <summary>Knows what to present to the server, and keeps it fresh.</summary>
internal abstract class Credential
{
    /// <exception cref="KubeException">It cannot be had.</exception>
    public abstract ValueTask<Presented> PresentAsync(CancellationToken cancellation);

    /// <summary>Told that the server did not take what was presented. True when it is worth to ask again for another.</summary>
    public virtual bool Refuse(Presented presented) => false;
}
