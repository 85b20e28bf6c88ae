using System.Text.Json.Serialization;

namespace Slipway.Core.Specs.Model;

/// <summary>Something that must hold before a step may run.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(WaitGateSpec), WaitGateSpec.Kind)]
[JsonDerivedType(typeof(ConfirmGateSpec), ConfirmGateSpec.Kind)]
[JsonDerivedType(typeof(ApproveGateSpec), ApproveGateSpec.Kind)]
public abstract record GateSpec
{
    public GatePlace Before { get; init; } = GatePlace.Shift;
}
