namespace Slipway.Kubernetes.Client;

/// <summary>How an object is applied: the fields that it names become the field manager's, those that it named before and no longer does are let go.</summary>
public sealed record ApplyOptions
{
    /// <summary>For whom the server notes the fields; null for that of <see cref="KubeOptions"/>.</summary>
    public string? FieldManager { get; init; }

    /// <summary>Takes fields from other managers instead of failing with <see cref="KubeConflictException"/>. False by default.</summary>
    public bool Force { get; init; }

    /// <summary>The server does everything but keep it. False by default.</summary>
    public bool DryRun { get; init; }

    /// <summary>A part that is written by itself: <c>status</c>, <c>scale</c>. Null for the object.</summary>
    public string? Subresource { get; init; }
}
