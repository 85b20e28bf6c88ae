using System.Text.Json.Serialization;
using Slipway.Core.Values;

namespace Slipway.Core.Planning.Steps;

/// <summary>Gives a side this share of the requests, the other side the rest; done when the router, read back, says so.</summary>
public sealed record ShiftStep(Slot Slot, Weight Weight) : Step
{
    [JsonIgnore]
    public override string Kind => "shift";
}
