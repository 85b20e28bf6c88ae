namespace Slipway.Kubernetes.Client.Access;

/// <summary>For servers that let anybody in, or a proxy in front that knows who it is.</summary>
internal sealed class NoCredential : Credential
{
    public override ValueTask<Presented> PresentAsync(CancellationToken cancellation) => ValueTask.FromResult(Presented.Nothing);
}
