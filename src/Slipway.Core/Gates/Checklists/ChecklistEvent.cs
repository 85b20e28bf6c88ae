
namespace Slipway.Core.Gates.Checklists;

/// <summary>A fact about the checklist of an environment. Its stream is <c>checklist/APP/ENVIRONMENT</c>.</summary>
public abstract record ChecklistEvent
{
    /// <summary>The item's id.</summary>
    public required string Item { get; init; }
}
