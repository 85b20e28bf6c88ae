namespace Slipway.Local.Gateway.Proxy;

/// <summary>An instance that requests are sent to. Lives on from one configuration to the next.</summary>
internal sealed class Upstream(string endpoint)
{
    private long _avoidUntil = long.MinValue;

    public string Endpoint { get; } = endpoint;

    /// <summary>What YARP puts the path behind.</summary>
    public string Prefix { get; } = $"http://{endpoint}/";

    /// <summary>It refused a connection: others are tried before it until this <see cref="TimeProvider"/> timestamp.</summary>
    public void Avoid(long until) => Volatile.Write(ref _avoidUntil, until);

    public bool IsAvoided(long now) => now < Volatile.Read(ref _avoidUntil);
}
