namespace Slipway.Kubernetes;

/// <summary>Labels and annotations by which Slipway knows what is its own. Nothing else that an object carries is ever changed or read into.</summary>
public static class Marks
{
    private const string Prefix = "slipway.dev/";

    /// <summary>Label: the app that an object or pod belongs to.</summary>
    public const string App = Prefix + "app";

    /// <summary>Label: the environment.</summary>
    public const string Environment = Prefix + "environment";

    /// <summary>Label of a pod template: the side, <c>blue</c> or <c>green</c>.</summary>
    public const string Slot = Prefix + "slot";

    /// <summary>Annotation of what was changed: <c>FENCE.TURN</c> of the order that changed it last.</summary>
    public const string Order = Prefix + "order";

    /// <summary>Annotation of a pod template: the version.</summary>
    public const string Version = Prefix + "version";

    /// <summary>Label of what Slipway made and may delete: whose copy it is.</summary>
    public const string CopyOf = Prefix + "copy-of";

    /// <summary>Label of what Slipway made, as the field knows it.</summary>
    public const string ManagedBy = "app.kubernetes.io/managed-by";

    /// <summary>The value of <see cref="ManagedBy"/>, and the field manager.</summary>
    public const string Slipway = "slipway";

    /// <summary>Whether a label or annotation is one of ours.</summary>
    public static bool IsOurs(string key) => key.StartsWith(Prefix, StringComparison.Ordinal);
}
