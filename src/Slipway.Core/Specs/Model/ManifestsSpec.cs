using System.Text.Json.Serialization;

namespace Slipway.Core.Specs.Model;

/// <summary>Versions as manifests, plain or built by Kustomize, which count together as one instance. What an earlier version had and the new one has not is removed.</summary>
public sealed record ManifestsSpec : KubernetesTargetSpec
{
    public const string Kind = "manifests";

    [JsonIgnore]
    public override string Name => Kind;

    /// <summary>A file or folder; <c>{version}</c> and <c>{artifact}</c> are filled in.</summary>
    public string Path { get; init; } = "{artifact}";

    /// <summary>Whether Kustomize builds <see cref="Path"/>.</summary>
    public bool Kustomize { get; init; }

    [JsonIgnore]
    public override bool HasTwoPlaces => HasTwoNamespaces;
}
