using System.Text.Json.Serialization;

namespace Slipway.Core.Specs.Model;

/// <summary>Versions as a Helm release, which counts as one instance.</summary>
public sealed record HelmSpec : KubernetesTargetSpec
{
    public const string Kind = "helm";

    [JsonIgnore]
    public override string Name => Kind;

    /// <summary>Of the Helm release.</summary>
    public required string Release { get; init; }

    /// <summary>A folder or packed chart, or <c>oci://</c>; <c>{version}</c> and <c>{artifact}</c> are filled in. Relative: in the version's files.</summary>
    public string Chart { get; init; } = "{artifact}";

    /// <summary>Values files in order, the later ones win; the same placeholders.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Single values, above all files; the same placeholders, and <c>{digest}</c>.</summary>
    public IReadOnlyDictionary<string, string> Set { get; init; } = new Dictionary<string, string>();

    [JsonIgnore]
    public override bool HasTwoPlaces => HasTwoNamespaces;
}
