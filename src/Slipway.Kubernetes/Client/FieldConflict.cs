namespace Slipway.Kubernetes.Client;

/// <summary>A field that another manager owns with another value.</summary>
/// <param name="Field">Its path: <c>.spec.replicas</c>.</param>
/// <param name="Manager">Who owns it: <c>kubectl-client-side-apply</c>; empty when the server does not say.</param>
public sealed record FieldConflict(string Field, string Manager)
{
    public override string ToString() => Manager.Length == 0 ? Field : $"{Field} (owned by {Manager})";
}
