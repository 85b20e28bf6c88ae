using System.Text.Json.Serialization;

namespace Slipway.Core.Planning.Steps;

/// <summary>A cooling period.</summary>
public sealed record WaitStep(TimeSpan For) : Step
{
    [JsonIgnore]
    public override string Kind => "wait";
}
