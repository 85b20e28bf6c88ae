using Microsoft.Data.Sqlite;
using Slipway.Core.Ports;

namespace Slipway.Storage;

/// <summary>What SQLite reports, in words that name the place and the remedy.</summary>
internal static class SqliteFault
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public static PortUnavailableException Explain(SqliteException fault, string path) => new(
        fault.SqliteErrorCode switch
        {
            Full => $"The disk of the store {path} is full, nothing was written. Free some space; work goes on by itself",
            Busy or Locked => $"The store {path} is locked by another program, nothing was written. Close what has it open",
            ReadOnly => $"The store {path} cannot be written. Check the rights of the file and that its file system is not mounted read-only",
            InputOutput => $"The disk of the store {path} failed to read or write: {fault.Message.TrimEnd('.')}. Check the disk and the kernel's log",
            CannotOpen => $"The store {path} cannot be opened. Check that its folder exists and that this user may write there",
            Corrupt or NotADatabase => $"The store {path} is damaged ({fault.Message.TrimEnd('.')}). Move it away with its -wal file and restore a backup",
            _ => $"The store {path} failed: {fault.Message}",
        },
        inner: fault);
}
