using System.Text.Json.Serialization;

namespace Slipway.Core.Specs.Model;

/// <summary>Versions as a Deployment that exists already, and a twin of it that Slipway makes.</summary>
public sealed record DeploymentSpec : KubernetesTargetSpec
{
    public const string Kind = "deployment";

    [JsonIgnore]
    public override string Name => Kind;

    /// <summary>Of the Deployment that is taken over.</summary>
    public required string Deployment { get; init; }

    /// <summary>The container that gets the release's image; null: the only one.</summary>
    public string? Container { get; init; }

    /// <summary>Number or name of the port on which the container takes requests and answers checks; null: the first that it has.</summary>
    public string? Port { get; init; }

    /// <summary>ConfigMaps in the template whose content belongs to the release: each version gets copies of its own.</summary>
    public IReadOnlyList<string> ConfigMaps { get; init; } = [];

    /// <summary>As <see cref="ConfigMaps"/>, for Secrets.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>What the twin's name ends with, where both sides run at once in one namespace; null: the Deployment controller rolls the one Deployment over.</summary>
    public string? Twin { get; init; }

    /// <summary>Whether the strategy takes pods from the old version step by step, so that nothing else may set their number. Filled from strategy and traffic.</summary>
    public bool Thins { get; init; }

    [JsonIgnore]
    public override bool HasTwoPlaces => Twin is not null || HasTwoNamespaces;
}
