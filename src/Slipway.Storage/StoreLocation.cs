using Slipway.Core.Ports;
using Slipway.Storage.Postgres;

namespace Slipway.Storage;

/// <summary>Where a store is: an SQLite file, or a database of PostgreSQL. Printed without a password.</summary>
public sealed class StoreLocation
{
    private readonly string? _file;
    private readonly PostgresAddress? _postgres;

    private StoreLocation(string? file, PostgresAddress? postgres) => (_file, _postgres) = (file, postgres);

    /// <summary>True when several servers may have it open at once.</summary>
    public bool IsShared => _postgres is not null;

    /// <summary>The file of an SQLite store, absolute.</summary>
    public static StoreLocation File(string path) => new(Path.GetFullPath(path), null);

    /// <param name="text">A URL such as <c>postgres://user:password@host:5432/slipway</c>.</param>
    /// <exception cref="FormatException">It is none; why, without the text, which may hold a password.</exception>
    public static StoreLocation Parse(string text) => PostgresAddress.IsOne(text)
        ? new StoreLocation(null, PostgresAddress.Parse(text))
        : throw new FormatException("The store is no URL of PostgreSQL. Write it as postgres://user:password@host:port/database, or leave it out: then it is a file in the data folder");

    /// <summary>Opens it for a server, with its schema up to date.</summary>
    /// <param name="time">For waits, leases where the store has no clock of its own, and the instants of schema changes.</param>
    /// <param name="address">Where this server answers, told to a second one that is refused.</param>
    /// <exception cref="PortUnavailableException">It cannot be opened; in words for people.</exception>
    public async Task<IStore> OpenAsync(TimeProvider time, string? address, CancellationToken cancellation)
    {
        var store = await OpenWholeAsync(time, address, cancellation);
        try
        {
            return await store.FindUnfinishedAsync(cancellation) is { } work ? throw SqlStore.Incomplete(work, ToString()) : store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens it for work on the whole of it, be it whole or not, with its schema up to date. An SQLite store is then held alone.</summary>
    /// <param name="address">As for <see cref="OpenAsync"/>.</param>
    /// <exception cref="PortUnavailableException">It cannot be opened; in words for people.</exception>
    public async Task<SqlStore> OpenWholeAsync(TimeProvider time, string? address, CancellationToken cancellation) => _postgres is { } place
        ? await PostgresStore.OpenAsync(place, time, cancellation)
        : await SqliteStore.OpenAsync(_file!, time, cancellation, address);

    /// <summary>Opens it to look at, also while servers have it open. Every write is refused.</summary>
    /// <exception cref="PortUnavailableException">It cannot be opened, or has another schema than this program knows.</exception>
    public async Task<SqlStore> OpenReadOnlyAsync(TimeProvider time, CancellationToken cancellation) => _postgres is { } place
        ? await PostgresStore.OpenReadOnlyAsync(place, time, cancellation)
        : await SqliteStore.OpenReadOnlyAsync(_file!, time, cancellation);

    public override string ToString() => _postgres?.ToString() ?? _file!;
}
