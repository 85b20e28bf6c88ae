using System.Data.Common;
using Dapper;
using Slipway.Bench.Chaos.World;

namespace Slipway.Bench.Chaos.Watching;

/// <summary>Follows who holds which lease, in the database itself.</summary>
public sealed class LeaseWatch(ChaosWorld world, TimeProvider time)
{
    private const int LookMilliseconds = 100;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Holding> _now = [];
    private readonly List<Holding> _history = [];

    /// <summary>Every change, in the order in which it was seen.</summary>
    public IReadOnlyList<Holding> History
    {
        get
        {
            lock (_gate)
                return [.. _history];
        }
    }

    /// <summary>As it was last seen.</summary>
    public Holding? Of(string lease)
    {
        lock (_gate)
            return _now.GetValueOrDefault(lease);
    }

    public async Task RunAsync(CancellationToken cancellation)
    {
        DbConnection? connection = null;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                connection ??= await RecordAccess.OpenAsync(world, cancellation);
                Note([.. await connection.QueryAsync<(string Name, string? Owner, long Fence)>("SELECT name, owner, fence FROM leases")]);
            }
            catch (Exception away) when (away is DbException or System.Net.Sockets.SocketException or TimeoutException or OperationCanceledException or IOException or InvalidOperationException)
            {
                // The database is down, or not there yet: looked at again with a new connection.
                if (connection is not null)
                    await connection.DisposeAsync();
                connection = null;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(LookMilliseconds), time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (connection is not null)
            await connection.DisposeAsync();
    }

    private void Note(IReadOnlyList<(string Name, string? Owner, long Fence)> rows)
    {
        var at = time.GetUtcNow();
        lock (_gate)
        {
            foreach (var (name, owner, fence) in rows)
            {
                if (_now.TryGetValue(name, out var known) && known.Owner == owner && known.Fence == fence)
                    continue;
                _now[name] = new Holding(at, name, owner, fence);
                _history.Add(_now[name]);
            }
        }
    }
}
