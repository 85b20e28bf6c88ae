using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Core.Simulation;
using Slipway.Testing.Simulation.Checks;
using Slipway.Testing.Simulation.Mutations;
using Slipway.Testing.Simulation.Plans;
using Slipway.Testing.Simulation.World;

namespace Slipway.Testing.Simulation.Servers;

/// <summary>One server: its clock, and one life after the other, each with an engine and a service of its own.</summary>
public sealed class TrialServer
{
    private readonly TrialPlan _plan;
    private readonly VirtualTime _time;
    private readonly VirtualLoop _loop;
    private readonly InMemoryStore _store;
    private readonly Earth _earth;
    private readonly Witness _witness;
    private readonly Mutation? _mutation;
    private readonly Director _director;
    private readonly TrialLog _log;
    private ServerContext _context;
    private RolloutService? _service;
    private DateTimeOffset _cutOffUntil;
    private DateTimeOffset _pausedUntil;
    private int _lives;

    public TrialServer(
        int number, TrialPlan plan, VirtualTime time, VirtualLoop loop, InMemoryStore store, Earth earth, Witness witness, Director director, Mutation? mutation)
    {
        (Number, _plan, _time, _loop, _store, _earth, _witness, _director, _mutation) = (number, plan, time, loop, store, earth, witness, director, mutation);
        _log = new TrialLog(witness.Verdicts);
        _context = new ServerContext(loop);
        _context.Kill();
        Clock = new ServerClock(time, plan.Clocks[number]);
    }

    public int Number { get; }

    public ServerClock Clock { get; }

    /// <summary>Of this life.</summary>
    public string Id => $"server-{Number}-{_lives}";

    public bool IsUp => !_context.IsDead && !_context.IsPaused;

    public bool IsCutOff => _time.GetUtcNow() < _cutOffUntil;

    public int Lives => _lives;

    /// <summary>Until then it may have missed that it lost its leases.</summary>
    public DateTimeOffset TroubledUntil { get; private set; }

    public void Start()
    {
        _context = new ServerContext(_loop);
        Clock.Context = _context;
        _lives++;
        // A server that has the store for itself knows that no other lives.
        if (_plan.Clocks.Count == 1)
            _store.EndServers();
        var seen = new WitnessedStore(_witness, _store, Id);
        var inner = new StorePorts(seen, seen, _store, _store);
        inner = _mutation?.Store(inner) ?? inner;
        var store = new ServerStore(this, inner, _director, _witness);
        var ledger = new Ledger(store, Clock, store, _mutation?.Logic());
        var ports = new ServerAdapters(this, _earth, _director, _witness);
        var adapters = new Adapters([ports], [ports], [ports], ports);
        var budgets = new Budgets(_store, Clock);
        var engine = new RolloutEngine(ledger, store, store, adapters, budgets, new Places(_plan), new Checklists(store, [], Clock), Clock, _log, new ServerNote(Id, "", ""));
        _service = new RolloutService(new Ledger(_mutation?.ServiceStore(store) ?? store, Clock), new Places(_plan), new ReleaseFinder(ports), adapters, budgets, engine.Wake);
        Run(() => engine.RunAsync(CancellationToken.None));
    }

    /// <summary>Asks the server for something; nothing comes back when it dies meanwhile.</summary>
    public void Do(Func<RolloutService, Task> act)
    {
        if (_service is { } service)
            Run(() => act(service));
    }

    public void Crash(TimeSpan restartsAfter)
    {
        if (_context.IsDead)
            return;
        _context.Kill();
        _director.After(restartsAfter, () =>
        {
            if (_context.IsDead)
                Start();
        });
    }

    public void Pause(TimeSpan length)
    {
        var context = _context;
        _pausedUntil = _time.GetUtcNow() + length;
        NoteTrouble(length);
        _witness.Verdicts.NoteStall(length);
        context.Pause();
        _director.After(length, () =>
        {
            if (_time.GetUtcNow() >= _pausedUntil || _director.IsOver)
                context.GoOn();
        });
    }

    /// <summary>To be awaited by what runs in the server: it never comes back.</summary>
    public async Task CrashAsync(TimeSpan restartsAfter)
    {
        Crash(restartsAfter);
        await Task.Yield();
    }

    /// <summary>To be awaited by what runs in the server: it comes back when the server goes on.</summary>
    public async Task PauseAsync(TimeSpan length)
    {
        Pause(length);
        await Task.Yield();
    }

    public void CutOff(TimeSpan length)
    {
        NoteTrouble(length);
        _cutOffUntil = _time.GetUtcNow() + length;
    }

    /// <summary>All is well with it again.</summary>
    public void Heal()
    {
        _cutOffUntil = default;
        if (_context.IsDead)
            Start();
        else
            _context.GoOn();
    }

    /// <summary>Nothing of it runs any more.</summary>
    public void End() => _context.Kill();

    internal void NoteTrouble(TimeSpan length)
    {
        var until = _time.GetUtcNow() + length;
        TroubledUntil = until > TroubledUntil ? until : TroubledUntil;
    }

    private void Run(Func<Task> start) => _context.Post(_ => _ = WatchAsync(start), null);

    /// <summary>What falls out of a server is a fault of the program, not of the trial.</summary>
    private async Task WatchAsync(Func<Task> start)
    {
        try
        {
            await start();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _witness.Verdicts.Add("fault", $"{Id}: {e}");
        }
    }
}
