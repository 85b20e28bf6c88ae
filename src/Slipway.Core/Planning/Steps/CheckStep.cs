using System.Text.Json.Serialization;

namespace Slipway.Core.Planning.Steps;

/// <summary>Whether the target could run the release; nothing is changed.</summary>
public sealed record CheckStep : Step
{
    [JsonIgnore]
    public override string Kind => "check";
}
