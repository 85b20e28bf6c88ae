namespace Slipway.Kubernetes.Client.Access;

/// <summary>Stays what it is.</summary>
internal sealed class FixedCredential(Presented presented) : Credential
{
    public override ValueTask<Presented> PresentAsync(CancellationToken cancellation) => ValueTask.FromResult(presented);
}
