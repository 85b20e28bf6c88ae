namespace Slipway.Core.Import.Reading;

/// <summary>A Kubernetes object in a file.</summary>
/// <param name="Group">The part of its apiVersion before the slash; empty for the core's own kinds.</param>
internal sealed record SourceObject(string Group, string Kind, SourceField Root)
{
    public SourceField Spec => Root["spec"];

    public SourceField NameField => Root["metadata"]["name"];

    public SourceField NamespaceField => Root["metadata"]["namespace"];

    public string Name => NameField.Text ?? "";

    /// <summary>Empty where the file does not say it.</summary>
    public string Namespace => NamespaceField.Text ?? "";

    /// <summary>As messages name it: <c>Rollout shop</c>.</summary>
    public string Title => $"{Kind} {Name}";

    /// <summary>Whether it is in a namespace, as far as is known: who does not say it may be anywhere.</summary>
    public bool IsIn(string @namespace) => Namespace.Length == 0 || @namespace.Length == 0 || Namespace == @namespace;
}
