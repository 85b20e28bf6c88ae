namespace Slipway.Kubernetes.Client;

/// <summary>How an object is patched. To patch only what was read, put its <c>metadata.resourceVersion</c> into the patch.</summary>
public sealed record PatchOptions
{
    /// <summary>For whom the server notes the fields; null for that of <see cref="KubeOptions"/>.</summary>
    public string? FieldManager { get; init; }

    /// <summary>The server does everything but keep it. False by default.</summary>
    public bool DryRun { get; init; }

    /// <summary>A part that is written by itself: <c>status</c>, <c>scale</c>. Null for the object.</summary>
    public string? Subresource { get; init; }
}
