namespace Slipway.Kubernetes.Client;

/// <summary>An apply names fields that others own with other values. Nothing was written.</summary>
/// <param name="conflicts">At least one.</param>
public sealed class KubeConflictException(string message, IReadOnlyList<FieldConflict> conflicts) : KubeException(409, "Conflict", message)
{
    /// <summary>Each field, with who owns it.</summary>
    public IReadOnlyList<FieldConflict> Conflicts { get; } = conflicts;
}
