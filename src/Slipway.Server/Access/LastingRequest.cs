namespace Slipway.Server.Access;

/// <summary>Marks an endpoint whose answers go on for as long as somebody listens: who listens is asked again while they do.</summary>
internal sealed class LastingRequest
{
    private LastingRequest()
    {
    }

    public static LastingRequest Mark { get; } = new();
}
