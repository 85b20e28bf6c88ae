using Dapper;
using Microsoft.Data.Sqlite;

namespace Slipway.Storage;

/// <summary>Work of one caller in a transaction that it may share with others.</summary>
internal sealed class PendingWrite<T>(Func<SqliteConnection, T> work, CancellationToken cancellation) : IPendingWrite
{
    private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;
    private Exception? _refusal;

    public Task<T> Outcome => _outcome.Task;

    public void Run(SqliteConnection connection)
    {
        if (cancellation.IsCancellationRequested)
        {
            _refusal = new OperationCanceledException(cancellation);
            return;
        }

        connection.Execute("SAVEPOINT one");
        try
        {
            _result = work(connection);
        }
        catch (Exception refusal) when (refusal is not SqliteException)
        {
            connection.Execute("ROLLBACK TO one");
            _refusal = refusal;
        }

        connection.Execute("RELEASE one");
    }

    public void Complete()
    {
        if (_refusal is null)
            _outcome.TrySetResult(_result!);
        else
            Fail(_refusal);
    }

    public void Fail(Exception fault)
    {
        if (fault is OperationCanceledException)
            _outcome.TrySetCanceled(cancellation);
        else
            _outcome.TrySetException(fault);
    }
}
