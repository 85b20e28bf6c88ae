namespace Slipway.Testing.Kubernetes;

/// <summary>One thing that a user of a test may do.</summary>
/// <param name="Namespace">Where; null: in the whole cluster.</param>
/// <param name="Group">The API group, empty for the core group.</param>
/// <param name="Resources">With commas: <c>deployments,deployments/scale</c>.</param>
/// <param name="Verbs">With commas: <c>get,list,watch</c>.</param>
/// <param name="Names">With commas: only objects of these names; null: all.</param>
public sealed record AccessRule(string? Namespace, string Group, string Resources, string Verbs, string? Names = null);
