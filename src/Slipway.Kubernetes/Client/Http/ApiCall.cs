using System.Text.Json.Nodes;

namespace Slipway.Kubernetes.Client.Http;

/// <summary>One request to the API server, as it is sent and as messages name it.</summary>
/// <param name="Verb">As RBAC knows it, for messages and counts: <c>get</c>, <c>list</c>, <c>watch</c>.</param>
/// <param name="Path">Below the server's address, with query, without a slash in front.</param>
internal sealed record ApiCall(string Verb, HttpMethod Method, string Path)
{
    public ResourceKind? Kind { get; init; }

    public string? Namespace { get; init; }

    public string? Name { get; init; }

    public string? Subresource { get; init; }

    public JsonNode? Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    /// <summary>Asking again does no harm, and an answer that is lost is lost only.</summary>
    public bool IsRead { get; init; }

    /// <summary>The call on objects of a kind, with its path.</summary>
    /// <param name="query">Pairs of name and value; those without value are left out.</param>
    public static ApiCall On(
        string verb, HttpMethod method, ResourceKind kind, string? ns, string? name = null, string? subresource = null, params ReadOnlySpan<(string Name, string? Value)> query)
    {
        var path = new List<string>(kind.Group.Length == 0 ? ["api", kind.Version] : ["apis", kind.Group, kind.Version]);
        if (kind.IsNamespaced && ns is not null)
            path.AddRange(["namespaces", Segment(ns, "namespace")]);
        path.Add(kind.Plural);
        if (name is not null)
            path.Add(Segment(name, "name"));
        if (subresource is not null)
            path.Add(subresource);
        var text = string.Join('/', path);
        var separator = '?';
        foreach (var (key, value) in query)
        {
            if (value is null)
                continue;
            text += $"{separator}{key}={Uri.EscapeDataString(value)}";
            separator = '&';
        }

        return new ApiCall(verb, method, text)
        {
            Kind = kind,
            Namespace = kind.IsNamespaced ? ns : null,
            Name = name,
            Subresource = subresource,
            IsRead = method == HttpMethod.Get,
        };
    }

    /// <summary>As a message says it: <c>patch deployments.apps/scale 'web' in namespace 'shop'</c>.</summary>
    public override string ToString()
    {
        var kind = Kind is null ? Path : Subresource is null ? $"{Kind}" : $"{Kind}/{Subresource}";
        return $"{Verb} {kind}{(Name is null ? "" : $" '{Name}'")}{(Namespace is null ? "" : $" in namespace '{Namespace}'")}";
    }

    /// <summary>A name with a slash or dots would be another path.</summary>
    private static string Segment(string text, string what) =>
        text.Length > 0 && text is not ("." or "..") && !text.Contains('/') && !text.Contains('%')
            ? Uri.EscapeDataString(text)
            : throw new ArgumentException($"'{text}' is no {what} of a Kubernetes object", what);
}
