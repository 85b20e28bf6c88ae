using Slipway.Core.Audit;
using Slipway.Core.Audit.Checkpoints;
using Slipway.Core.Ports;

namespace Slipway.Storage.Sealing;

/// <summary>A chain that is followed event by event, past the heads that were signed.</summary>
/// <param name="start">What the first event follows.</param>
/// <param name="checkpoints">The lowest first.</param>
internal sealed class NotedChain(ChainHead start, IReadOnlyList<SignedCheckpoint> checkpoints)
{
    private int _passed;

    /// <summary>The last event that fits.</summary>
    public ChainHead Head { get; private set; } = start;

    /// <summary>Null when the event fits.</summary>
    public ChainFault? Add(StoredEvent e)
    {
        var report = ChainVerifier.Verify(Head, [e]);
        Head = report.Head;
        for (; report.Fault is null && _passed < checkpoints.Count && checkpoints[_passed].Position <= Head.Position; _passed++)
        {
            if (ChainVerifier.Against(checkpoints[_passed].Head, Head) is { } other)
                return other;
        }

        return report.Fault;
    }
}
