namespace Slipway.Core.Ports;

/// <summary>An object that is no longer as it was rolled out.</summary>
/// <param name="Object">Kind and name: <c>Deployment shop</c>.</param>
/// <param name="Fields">Paths of what differs, never values: <c>.spec.replicas</c>. Empty: the whole object is missing, or nobody knows which.</param>
public sealed record Drift(string Object, IReadOnlyList<string> Fields)
{
    public override string ToString() => Fields.Count == 0 ? Object : $"{Object}: {string.Join(", ", Fields)}";
}
