using System.Text.Json.Serialization;

namespace Slipway.Core.Planning.Steps;

/// <summary>A person says <c>promote</c>.</summary>
public sealed record ConfirmStep(string Question) : Step
{
    [JsonIgnore]
    public override string Kind => "confirm";
}
