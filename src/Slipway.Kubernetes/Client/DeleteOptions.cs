namespace Slipway.Kubernetes.Client;

/// <summary>How an object is deleted. With preconditions, only the very object that was read goes.</summary>
public sealed record DeleteOptions
{
    /// <summary>What becomes of the objects that it owns; null leaves it to the kind, mostly <see cref="Client.Propagation.Background"/>.</summary>
    public Propagation? Propagation { get; init; }

    /// <summary>Only the object with this uid, not a later one of the same name; null for any.</summary>
    public string? Uid { get; init; }

    /// <summary>Only the object as it was read; null for any.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>How long a pod may take to end, in whole seconds; null for its own, zero to remove it at once.</summary>
    public TimeSpan? GracePeriod { get; init; }

    /// <summary>The server does everything but delete it. False by default.</summary>
    public bool DryRun { get; init; }
}
