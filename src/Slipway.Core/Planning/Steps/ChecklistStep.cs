using System.Text.Json.Serialization;
using Slipway.Core.Specs.Model;

namespace Slipway.Core.Planning.Steps;

/// <summary>Runs the checks of a checklist, and waits until all its items are clear.</summary>
/// <param name="Moment">Which items: those before the deployment or those after it.</param>
/// <param name="Items">How many there are.</param>
public sealed record ChecklistStep(ChecklistMoment Moment, int Items) : Step
{
    [JsonIgnore]
    public override string Kind => "checklist";
}
