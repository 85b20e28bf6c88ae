using System.Text.Json.Serialization;

namespace Slipway.Core.Specs.Model;

/// <summary>How traffic goes from the old version to the new one. The key under <c>strategy:</c> names the kind.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(CanarySpec), CanarySpec.Kind)]
[JsonDerivedType(typeof(BlueGreenSpec), BlueGreenSpec.Kind)]
[JsonDerivedType(typeof(RollingSpec), RollingSpec.Kind)]
public abstract record StrategySpec
{
    /// <summary>The key in the spec: the name of the adapter that serves it.</summary>
    [JsonIgnore]
    public abstract string Name { get; }

    /// <summary>How long the new version is watched at each weight, 100 % included.</summary>
    public TimeSpan Observe { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How much longer at most, when the data is too little or the verdict open; then a person decides.</summary>
    public TimeSpan Extend { get; init; } = TimeSpan.FromMinutes(10);
}
