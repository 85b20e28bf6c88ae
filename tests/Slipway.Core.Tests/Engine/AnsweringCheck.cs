using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;

namespace Slipway.Core.Tests.Engine;

/// <summary>Finds what the query of an item says: <c>yes</c>, <c>never</c> answers, anything else is no.</summary>
internal sealed class AnsweringCheck : IItemCheck
{
    public string Name => SqlItemCheck.Kind;

    public async Task<ItemFinding> RunAsync(ItemCheck check, ItemContext context, CancellationToken cancellation)
    {
        var query = ((SqlItemCheck)check).Query;
        if (query == "never")
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        return new ItemFinding(query == "yes", $"it said\n {query}");
    }
}
