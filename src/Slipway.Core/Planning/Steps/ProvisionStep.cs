using System.Text.Json.Serialization;
using Slipway.Core.Values;

namespace Slipway.Core.Planning.Steps;

/// <summary>Brings instances on a side to a number, all ready.</summary>
/// <param name="Within">Not all ready by then: failed.</param>
public sealed record ProvisionStep(Slot Slot, int Replicas, TimeSpan Within) : Step
{
    [JsonIgnore]
    public override string Kind => "provision";
}
