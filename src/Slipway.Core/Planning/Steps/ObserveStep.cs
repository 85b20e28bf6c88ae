using System.Text.Json.Serialization;
using Slipway.Core.Values;

namespace Slipway.Core.Planning.Steps;

/// <summary>Watches the candidate at a weight.</summary>
/// <param name="For">At least this long.</param>
/// <param name="Extend">So much longer at most while the verdict is open; then a person decides.</param>
public sealed record ObserveStep(Weight Weight, TimeSpan For, TimeSpan Extend) : Step
{
    [JsonIgnore]
    public override string Kind => "observe";
}
