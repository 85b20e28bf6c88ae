using Slipway.Core.Specs.Model;

namespace Slipway.Core.Specs.Schema;

/// <summary>What stands under <c>ready:</c>; the model keeps the deadline with the target.</summary>
internal sealed record ReadyDraft
{
    public ProbeSpec Probe { get; init; } = new();

    public TimeSpan Within { get; init; } = new ProcessesSpec { Command = [] }.ReadyWithin;
}
