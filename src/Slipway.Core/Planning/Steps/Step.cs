using System.Text.Json.Serialization;

namespace Slipway.Core.Planning.Steps;

/// <summary>The smallest durable unit of a plan.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(CheckStep), "check")]
[JsonDerivedType(typeof(WaitStep), "wait")]
[JsonDerivedType(typeof(ConfirmStep), "confirm")]
[JsonDerivedType(typeof(ApproveStep), "approve")]
[JsonDerivedType(typeof(ChecklistStep), "checklist")]
[JsonDerivedType(typeof(ProvisionStep), "provision")]
[JsonDerivedType(typeof(VerifyStep), "verify")]
[JsonDerivedType(typeof(ShiftStep), "shift")]
[JsonDerivedType(typeof(ObserveStep), "observe")]
[JsonDerivedType(typeof(PromoteStep), "promote")]
[JsonDerivedType(typeof(RetireStep), "retire")]
public abstract record Step
{
    /// <summary>The word for it in spec, API and screens.</summary>
    [JsonIgnore]
    public abstract string Kind { get; }
}
