using System.Text.Json.Serialization;

namespace Slipway.Core.Specs.Model;

/// <summary>What runs the versions of an environment. The key under <c>target:</c> names the kind.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ProcessesSpec), ProcessesSpec.Kind)]
[JsonDerivedType(typeof(DeploymentSpec), DeploymentSpec.Kind)]
[JsonDerivedType(typeof(HelmSpec), HelmSpec.Kind)]
[JsonDerivedType(typeof(ManifestsSpec), ManifestsSpec.Kind)]
[JsonDerivedType(typeof(ArgoCdSpec), ArgoCdSpec.Kind)]
public abstract record TargetSpec
{
    /// <summary>The key in the spec: the name of the adapter that serves it.</summary>
    [JsonIgnore]
    public abstract string Name { get; }

    /// <summary>Whether both sides can run at once. Where they cannot, a new version takes the old one's place, and only the rolling strategy is possible.</summary>
    [JsonIgnore]
    public virtual bool HasTwoPlaces => true;

    /// <summary>Instances wanted of the version that carries all traffic; 1 to 100.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>When an instance may be given requests. Null: as soon as it runs.</summary>
    public ProbeSpec? Ready { get; init; }

    /// <summary>How long the instances of a new version may take until all are ready.</summary>
    public TimeSpan ReadyWithin { get; init; } = TimeSpan.FromSeconds(60);
}
