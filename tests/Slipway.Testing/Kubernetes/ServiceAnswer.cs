namespace Slipway.Testing.Kubernetes;

/// <summary>What a request to a Service brought.</summary>
/// <param name="Status">The HTTP status; 0: no pod answered.</param>
/// <param name="Version">The image's tag of the pod that answered, or its digest; empty if none did.</param>
/// <param name="Pod">Its name; empty if none did.</param>
public sealed record ServiceAnswer(int Status, string Version, string Pod)
{
    public bool IsGood => Status is >= 200 and < 300;
}
