using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Core.Simulation;
using Slipway.Testing;

namespace Slipway.Core.Tests.Engine;

/// <summary>One of several servers on a store: an engine, and the service that its people use.</summary>
internal sealed class Server : ILeases, IDisposable
{
    private readonly InMemoryStore _store;
    private readonly CancellationTokenSource _life = new();
    private readonly Task _running;

    public Server(string id, InMemoryStore store, ISpecs specs, ManyWorlds worlds, TimeProvider time)
    {
        (Id, _store) = (id, store);
        var ledger = new Ledger(store, time, instruments: new RolloutInstruments(Figures.Meter));
        var adapters = new Adapters([worlds], [worlds], [worlds], worlds);
        Engine = new RolloutEngine(ledger, this, store, adapters, new Budgets(store, time), new Places(specs), new Checklists(store, [], time), time, NullLogger<RolloutEngine>.Instance, new ServerNote(id, "", ""));
        Service = new RolloutService(ledger, new Places(specs), new ReleaseFinder(worlds), adapters, new Budgets(store, time), Engine.Wake);
        _ = new EngineInstruments(Figures.Meter, Engine);
        _running = Engine.RunAsync(_life.Token);
    }

    public string Id { get; }

    /// <summary>What its engine counts.</summary>
    public Figures Figures { get; } = new();

    public RolloutEngine Engine { get; }

    public RolloutService Service { get; }

    /// <summary>True while it cannot reach the leases. All else of the store answers: what it then does wrong would show.</summary>
    public bool IsCutOff { get; set; }

    public async Task<int> HeldAsync() => (await _store.HeldAsync(Id, default)).Count;

    /// <summary>Ends without a word to the others.</summary>
    public async Task DieAsync()
    {
        // Not CancelAsync: that would leave the one thread.
        _life.Cancel();
        await _running.ContinueWith(_ => { }, TaskScheduler.FromCurrentSynchronizationContext());
    }

    public void Dispose()
    {
        _life.Dispose();
        Figures.Dispose();
    }

    public async Task StopAsync()
    {
        await DieAsync();
        await _store.LeaveAsync(Id, default);
    }

    public Task<Standing> RenewAsync(ServerNote server, TimeSpan term, CancellationToken cancellation) => Reach().RenewAsync(server, term, cancellation);

    public Task<IReadOnlyList<Lease>> ClaimAsync(string owner, int max, CancellationToken cancellation) => Reach().ClaimAsync(owner, max, cancellation);

    public Task<IReadOnlyList<Lease>> HeldAsync(string owner, CancellationToken cancellation) => Reach().HeldAsync(owner, cancellation);

    public Task ReleaseAsync(IReadOnlyList<Lease> leases, CancellationToken cancellation) => Reach().ReleaseAsync(leases, cancellation);

    public Task<Lease?> TakeAsync(string name, string owner, CancellationToken cancellation) => Reach().TakeAsync(name, owner, cancellation);

    public Task<IReadOnlyList<ServerNote>> ServersAsync(CancellationToken cancellation) => Reach().ServersAsync(cancellation);

    public Task<ServerNote?> HolderAsync(string name, CancellationToken cancellation) => Reach().HolderAsync(name, cancellation);

    public Task LeaveAsync(string owner, CancellationToken cancellation) => Reach().LeaveAsync(owner, cancellation);

    private InMemoryStore Reach() => IsCutOff ? throw new PortUnavailableException("cut off") : _store;
}
