using Microsoft.Data.Sqlite;

namespace Slipway.Storage;

/// <summary>A write that waits for its turn.</summary>
internal interface IPendingWrite
{
    /// <summary>Does the work inside the transaction. A refusal is kept and its changes are undone; what SQLite throws comes through.</summary>
    void Run(SqliteConnection connection);

    /// <summary>Tells the caller, once the transaction is durable.</summary>
    void Complete();

    /// <summary>Tells the caller that nothing was written.</summary>
    void Fail(Exception fault);
}
