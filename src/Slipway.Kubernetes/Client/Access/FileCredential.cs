namespace Slipway.Kubernetes.Client.Access;

/// <summary>What stands in a kubeconfig. Once the server refuses it, the file is read again: someone may have renewed it.</summary>
/// <param name="first">As read with the kubeconfig.</param>
/// <param name="read">Reads it again.</param>
internal sealed class FileCredential(Presented first, Func<Presented> read) : Credential
{
    private volatile Presented _presented = first;

    public override ValueTask<Presented> PresentAsync(CancellationToken cancellation) => ValueTask.FromResult(_presented);

    public override bool Refuse(Presented presented)
    {
        try
        {
            var now = read();
            if (now.IsSameAs(presented))
                return false;
            _presented = now;
            return true;
        }
        catch (KubeException)
        {
            // The file is being written, or is broken by now: what the server said is the better message.
            return false;
        }
    }
}
