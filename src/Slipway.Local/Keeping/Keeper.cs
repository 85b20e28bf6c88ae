using Microsoft.Extensions.Logging;
using Slipway.Core.Ports;

namespace Slipway.Local.Keeping;

/// <summary>
/// Contends for one data folder, and keeps it while it may. Local processes and their gateways belong to a folder, and of the
/// servers that have it one is the keeper, by a lease: it alone runs them, for all servers of the store. One caller at a time.
/// </summary>
public sealed partial class Keeper(ILeases leases, ServerNote server, KeeperSetup setup) : IAsyncDisposable
{
    private readonly ILogger _logger = setup.Loggers.CreateLogger<Keeper>();
    private Lease? _lease;
    private volatile KeeperOffice? _office;

    /// <summary>Null while another is keeper, or none. Readable from any thread.</summary>
    public KeeperOffice? Office => _office;

    /// <summary>The folder whose processes belong to this store; null before the first round. Readable from any thread.</summary>
    public string? StoreFolder { get; private set; }

    /// <summary>The lease whose holder keeps the processes of this store; null before the first round.</summary>
    public string? Role => StoreFolder is null ? null : RoleOf(StoreFolder);

    public ServerNote Server => server;

    /// <summary>The lease of whoever keeps a folder.</summary>
    public static string RoleOf(string folder) => "keeper/" + folder;

    /// <summary>Enrols the server and looks whether it is keeper now.</summary>
    /// <param name="term">Of its life in the store, until the engine renews it.</param>
    /// <exception cref="PortUnavailableException">The store does not answer.</exception>
    /// <exception cref="InvalidDataException">A record in the folder is damaged; the message names it.</exception>
    public async Task EnrolAsync(TimeSpan term, CancellationToken cancellation)
    {
        await leases.RenewAsync(server, term, cancellation);
        StoreFolder = await leases.FolderAsync(server.Folder, cancellation);
        await ContendAsync(cancellation);
    }

    /// <summary>One look: takes the folder when it is free, leaves it when it has passed to another.</summary>
    /// <exception cref="InvalidDataException">A record in the folder is damaged; another server may try.</exception>
    public async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            await ContendAsync(cancellation);
        }
        catch (PortUnavailableException e)
        {
            // Cut off from the store it goes on: that it is still the keeper is certain as long as nobody else has begun a term.
            LogStoreFault(e.Message);
            if (_office is { Term.Holds: false })
                await StandDownAsync();
        }

        if (_office is null)
            setup.Launcher.Reap();
    }

    /// <summary>Leaves the folder to others. Processes and gateways run on.</summary>
    public async ValueTask DisposeAsync() => await StandDownAsync();

    private async Task ContendAsync(CancellationToken cancellation)
    {
        if (StoreFolder != server.Folder)
            return;
        var lease = await leases.TakeAsync(Role!, server.Id, cancellation);
        if (_office is { } office && (lease?.Fence != _lease?.Fence || !office.Term.Holds))
            await StandDownAsync();
        if (lease is null || _office is not null)
            return;
        try
        {
            _office = await OpenAsync(lease, cancellation);
            _lease = lease;
        }
        catch (Exception e)
        {
            // Without the lease: its fence is used up, and what fails here may succeed elsewhere.
            await leases.ReleaseAsync([lease], cancellation);
            if (e is not IOException)
                throw;
            LogNotBegun(setup.Folder, e.Message);
        }
    }

    private async Task<KeeperOffice> OpenAsync(Lease lease, CancellationToken cancellation)
    {
        var term = await KeeperTerm.BeginAsync(setup.Folder, lease.Fence, setup.Time, cancellation);
        try
        {
            return await KeeperOffice.OpenAsync(term, setup, cancellation);
        }
        catch
        {
            term.Dispose();
            throw;
        }
    }

    private async Task StandDownAsync()
    {
        if (_office is not { } office)
            return;
        _office = null;
        await office.DisposeAsync();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store does not answer; the processes are kept as they are: {Reason}")]
    private partial void LogStoreFault(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The processes of {Folder} cannot be kept by this server now: {Reason}")]
    private partial void LogNotBegun(string folder, string reason);
}
