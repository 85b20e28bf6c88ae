using System.Text.Json.Serialization;
using Slipway.Core.Values;

namespace Slipway.Core.Specs.Model;

/// <summary>Versions as the target revision of an Argo CD Application, which counts as one instance.</summary>
public sealed record ArgoCdSpec : KubernetesTargetSpec
{
    public const string Kind = "argocd";

    [JsonIgnore]
    public override string Name => Kind;

    /// <summary>The Application of each side; the same for both unless the sides have Applications of their own.</summary>
    public required PerSlot<string> Applications { get; init; }

    /// <summary>The target revision; <c>{version}</c> is filled in.</summary>
    public string Revision { get; init; } = "{version}";

    /// <summary>What happens when the cluster no longer is what Git says.</summary>
    public DriftResponse Drift { get; init; } = DriftResponse.Report;

    /// <summary>Whether the project's sync windows are written from the environment's windows.</summary>
    public bool SyncWindows { get; init; }

    [JsonIgnore]
    public override bool HasTwoPlaces => Applications.Blue != Applications.Green;
}
