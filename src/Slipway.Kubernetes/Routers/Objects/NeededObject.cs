using System.Text.Json.Nodes;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Routers.Objects;

/// <summary>An object that has to be there and to say something, for a router to work.</summary>
/// <param name="Kinds">The versions under which clusters serve it, the preferred one first.</param>
/// <param name="Problems">What it does not say, in words; empty: all is well.</param>
internal sealed record NeededObject(IReadOnlyList<ResourceKind> Kinds, string Namespace, string Name, Func<JsonObject, IEnumerable<string>> Problems);
