using System.Text.Json.Nodes;

namespace Slipway.Kubernetes.Targets.Manifests;

/// <summary>One object as a version's files have it.</summary>
/// <param name="Place">For messages: <c>deploy/app.yaml:12</c>.</param>
internal sealed record ManifestDocument(JsonObject Json, string Place);
