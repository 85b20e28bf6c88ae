using Slipway.Core.Specs.Model;

namespace Slipway.Core.Ports;

/// <summary>Answers the items of checklists that have a check of one kind.</summary>
public interface IItemCheck
{
    /// <summary>The kind: <see cref="ItemCheck.Name"/>.</summary>
    string Name { get; }

    /// <summary>Asks once. What is asked for and does not answer, or cannot be found, is a finding and no exception.</summary>
    /// <param name="check">With its texts filled in. Its timeout is the caller's business.</param>
    Task<ItemFinding> RunAsync(ItemCheck check, ItemContext context, CancellationToken cancellation);
}
