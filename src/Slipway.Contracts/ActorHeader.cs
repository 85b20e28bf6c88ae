namespace Slipway.Contracts;

/// <summary>The request header that names who asks, until access control proves it.</summary>
public static class ActorHeader
{
    public const string Name = "X-Slipway-Actor";

    /// <summary>Longer names are refused.</summary>
    public const int MaxLength = 100;
}
