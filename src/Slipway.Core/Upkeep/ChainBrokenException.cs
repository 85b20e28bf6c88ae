using Slipway.Core.Audit;

namespace Slipway.Core.Upkeep;

/// <summary>The chain is not as it was written: nothing is removed or copied over that.</summary>
public sealed class ChainBrokenException(ChainFault fault)
    : Exception($"The chain of events is not whole: {fault.Message}. Nothing was changed; `slipway audit verify` tells more")
{
    public ChainFault Fault { get; } = fault;
}
