using Slipway.Core.Ports;

namespace Slipway.Storage.Postgres;

/// <summary>An append that waits for its turn, and who waits for it.</summary>
internal sealed class PendingAppend(Append append, CancellationToken cancellation)
{
    private readonly TaskCompletionSource<IReadOnlyList<StoredEvent>> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Append Append => append;

    public Task<IReadOnlyList<StoredEvent>> Outcome => _outcome.Task;

    /// <summary>Tells a caller who has gone that nothing was done.</summary>
    public bool IsCancelled() => cancellation.IsCancellationRequested && _outcome.TrySetCanceled(cancellation);

    public void Complete(IReadOnlyList<StoredEvent> stored) => _outcome.TrySetResult(stored);

    public void Fail(Exception failure) => _outcome.TrySetException(failure);
}
