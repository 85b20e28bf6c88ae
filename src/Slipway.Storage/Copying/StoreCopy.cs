using Slipway.Core.Audit;
using Slipway.Core.Upkeep;

namespace Slipway.Storage.Copying;

/// <summary>
/// Copies a whole store into an empty one of either kind, page by page, and verifies the copy. Until it is whole,
/// the target says so itself, and no server starts on it.
/// </summary>
public static class StoreCopy
{
    private const string Work = "copy";

    /// <param name="from">Nobody writes to it meanwhile; looked at again in the end.</param>
    /// <param name="to">Empty; or what an earlier copy left that was broken off, which is cleared first.</param>
    /// <param name="progress">Called after each page with the table's name, its rows copied so far, and all of its rows.</param>
    /// <exception cref="CopyFailedException">The target is not empty, the source is in use or changed, or the copy is not whole.</exception>
    public static async Task<CopyReport> CopyAsync(SqlStore from, SqlStore to, Action<string, long, long> progress, CancellationToken cancellation)
    {
        if (await from.FindUnfinishedAsync(cancellation) is { } unfinished)
            throw new CopyFailedException($"The source {from.Description} is not whole: a {unfinished} into it was broken off. Finish that first");
        await RefuseServersAsync(from, cancellation);
        await RefuseServersAsync(to, cancellation);
        if (await to.FindUnfinishedAsync(cancellation) == Work)
            await to.ClearAsync(StoreTable.All, cancellation);
        foreach (var table in StoreTable.All)
        {
            if (await to.CountAsync(table, cancellation) > 0)
                throw new CopyFailedException($"The target {to.Description} is not empty: it has rows in {table.Name}. Name an empty database, or a file that does not exist");
        }

        await to.BeginAsync(Work, cancellation);
        foreach (var table in StoreTable.All)
            await CopyAsync(table, from, to, progress, cancellation);
        var report = await VerifyAsync(from, to, cancellation);
        await to.EndAsync(Work, cancellation);
        return report;
    }

    private static async Task CopyAsync(StoreTable table, SqlStore from, SqlStore to, Action<string, long, long> progress, CancellationToken cancellation)
    {
        var all = await from.CountAsync(table, cancellation);
        var after = table.Start;
        for (var copied = 0L; await from.ReadRowsAsync(table, after, cancellation) is { Count: > 0 } rows; after = rows[^1][0]!)
        {
            await to.WriteRowsAsync(table, rows, cancellation);
            copied += rows.Count;
            progress(table.Name, copied, all);
        }
    }

    private static async Task<CopyReport> VerifyAsync(SqlStore from, SqlStore to, CancellationToken cancellation)
    {
        var rows = new Dictionary<string, long>();
        foreach (var table in StoreTable.All)
        {
            var (there, here) = (await from.CountAsync(table, cancellation), await to.CountAsync(table, cancellation));
            if (there != here)
                throw new CopyFailedException($"The copy has {here} rows in {table.Name}, the source {there}: something wrote to the source meanwhile. Stop its servers and copy again");
            rows[table.Name] = here;
        }

        await RefuseServersAsync(from, cancellation);
        var audit = await new ChainAudit(to, to).VerifyAsync(_ => { }, cancellation);
        if (audit.Fault is { } fault)
            throw new CopyFailedException($"The chain of events in the copy is not whole, nor is it in the source: {fault.Message}");
        return await from.ReadAllAsync(audit.Head.Position - 1, 1, cancellation) is [var last] && ChainHead.After(last) != audit.Head
            ? throw new CopyFailedException($"Event {last.Position} of the source is another one than that of the copy. Copy again")
            : new CopyReport(rows, audit.Head);
    }

    private static async Task RefuseServersAsync(SqlStore store, CancellationToken cancellation)
    {
        if (await store.ServersAsync(cancellation) is [var living, ..])
            throw new CopyFailedException($"The store {store.Description} is in use by the server {living.Id} at {living.Url}. Stop all of its servers first");
    }
}
