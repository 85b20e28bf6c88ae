using System.Text.Json.Serialization;

namespace Slipway.Core.Planning.Steps;

/// <summary>Makes the candidate stable.</summary>
public sealed record PromoteStep : Step
{
    [JsonIgnore]
    public override string Kind => "promote";
}
