using System.Text.Json.Serialization;
using Slipway.Core.Values;

namespace Slipway.Core.Planning.Steps;

/// <summary>Takes instances of a side away.</summary>
/// <param name="Version">What runs there.</param>
/// <param name="Replicas">How many stay; 0 for none.</param>
/// <param name="KeepWarm">Not before this long after the promotion.</param>
public sealed record RetireStep(Slot Slot, ReleaseVersion Version, int Replicas, TimeSpan KeepWarm) : Step
{
    [JsonIgnore]
    public override string Kind => "retire";
}
