using System.Text.Json;
using Slipway.Bench.Chaos.Watching;
using Slipway.Bench.Chaos.World;
using Slipway.Bench.Running;
using Slipway.Testing.Postgres;

namespace Slipway.Bench.Chaos.Faults;

/// <summary>Does harm, one fault every few seconds; some last on while the next ones come.</summary>
public sealed class FaultInjector(ChaosWorld world, InstanceWatch instances, Journal journal, Random chance, TimeProvider time)
{
    private const int ShortestRestMilliseconds = 1500;
    private const int LongestRestMilliseconds = 5000;
    private const int ShortestFaultSeconds = 2;
    private const int LongestFaultSeconds = 10;

    private readonly FaultDeck _deck = new(world.Options.Store, chance);
    private readonly HashSet<ServerProcess> _hit = [];
    private readonly List<Task> _lasting = [];

    /// <summary>Injects until cancelled; what lasts then is still brought to its end.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await RestAsync(ShortestRestMilliseconds, LongestRestMilliseconds, cancellation);
                _lasting.RemoveAll(fault => fault.IsCompletedSuccessfully);
                Revive();
                await InjectAsync(_deck.Draw());
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await Task.WhenAll(_lasting);
        }
    }

    private async Task InjectAsync(FaultKind kind)
    {
        var length = TimeSpan.FromMilliseconds(chance.Next(ShortestFaultSeconds * 1000, LongestFaultSeconds * 1000));
        switch (kind)
        {
            case FaultKind.InstanceKilled:
                await KillInstanceAsync();
                break;
            case FaultKind.GatewayKilled:
                KillGateway();
                break;
            case FaultKind.DatabaseRestarted:
                await RestartDatabaseAsync(kind, PostgresStop.Fast);
                break;
            case FaultKind.DatabaseCrashed:
                await RestartDatabaseAsync(kind, PostgresStop.Immediate);
                break;
            default:
                if (Free() is { } server)
                    _lasting.Add(HitAsync(kind, server, length));
                break;
        }
    }

    /// <summary>
    /// Starts servers that have ended by themselves, as the service manager of a host would. To end is right only for one that
    /// finds no database at its start.
    /// </summary>
    private void Revive()
    {
        List<ServerProcess> ended;
        lock (_hit)
            ended = [.. world.Servers.Where(server => !_hit.Contains(server) && !server.Runs)];
        foreach (var server in ended)
        {
            if (server.WasReady || !IsDatabaseTrouble(server))
                journal.Add(new Checks.Violation("a server ends only when it is told to", $"{server.Name} (process {server.ProcessId}) ended by itself with {server.ExitCode}; its last words: {server.LastWords}"));
            journal.Count("servers that ended for want of a database at their start, and were started again");
            server.Start();
        }
    }

    private static bool IsDatabaseTrouble(ServerProcess server) => server.LastWords.Contains("postgres://", StringComparison.Ordinal);

    /// <summary>A server that is not in trouble already.</summary>
    private ServerProcess? Free()
    {
        lock (_hit)
        {
            var free = world.Servers.Where(server => !_hit.Contains(server) && server.Runs).ToList();
            if (free.Count == 0)
                return null;
            var chosen = free[chance.Next(free.Count)];
            _hit.Add(chosen);
            return chosen;
        }
    }

    private async Task HitAsync(FaultKind kind, ServerProcess server, TimeSpan length)
    {
        var at = time.GetUtcNow();
        var process = server.ProcessId;
        await BeginAsync(kind, server);
        await Task.Delay(length, time, CancellationToken.None);
        End(kind, server);
        journal.Add(new Fault(kind, server.Name, at, time.GetUtcNow(), process));
        lock (_hit)
            _hit.Remove(server);
    }

    private async Task BeginAsync(FaultKind kind, ServerProcess server)
    {
        switch (kind)
        {
            case FaultKind.ServerKilled:
                await server.KillAsync(CancellationToken.None);
                break;
            case FaultKind.ServerFrozen:
                Signals.Freeze(server.ProcessId);
                break;
            case FaultKind.ServerRestarted:
                if (!await server.EndAsync())
                    journal.Add(new Checks.Violation("a server ends when it is asked to", $"{server.Name} (process {server.ProcessId}) had to be killed"));
                break;
            case FaultKind.LinkCut:
                server.Link.Set(RelayMode.Cut);
                break;
            case FaultKind.LinkSilent:
                server.Link.Set(RelayMode.Silent);
                break;
            case FaultKind.DatabaseCutOff:
                server.Database!.Set(RelayMode.Cut);
                break;
            case FaultKind.DatabaseSilent:
                server.Database!.Set(RelayMode.Silent);
                break;
            default:
                throw new InvalidOperationException($"{kind} does not hit a server");
        }
    }

    private static void End(FaultKind kind, ServerProcess server)
    {
        if (kind is FaultKind.ServerKilled or FaultKind.ServerRestarted)
            server.Start();
        else if (kind is FaultKind.ServerFrozen)
            Signals.Continue(server.ProcessId);
        else
            (kind is FaultKind.LinkCut or FaultKind.LinkSilent ? server.Link : server.Database!).Set(RelayMode.Open);
    }

    private async Task RestartDatabaseAsync(FaultKind kind, PostgresStop how)
    {
        var at = time.GetUtcNow();
        await world.Database!.StopAsync(how, CancellationToken.None);
        await RestAsync(0, ShortestFaultSeconds * 1000, CancellationToken.None);
        await world.Database.StartAsync(CancellationToken.None);
        journal.Add(new Fault(kind, "PostgreSQL", at, time.GetUtcNow()));
    }

    private void KillGateway()
    {
        var place = world.Places[chance.Next(world.Places.Count)];
        if (world.GatewayOf(place) is not { } process)
            return;
        var at = time.GetUtcNow();
        Signals.Kill(process);
        journal.Add(new Fault(FaultKind.GatewayKilled, $"the gateway of {place}", at, null, process, place));
    }

    /// <summary>One of several that are ready on a side: the last one that serves is not for a fault to take.</summary>
    private async Task KillInstanceAsync()
    {
        var place = world.Places[chance.Next(world.Places.Count)];
        var environments = await world.People.EnvironmentsAsync(CancellationToken.None);
        var sides = environments?.FirstOrDefault(one => one.App == place.App && one.Environment == place.Environment)?.Slots
            .Where(slot => slot.Instances.Count(one => one.State == "ready") > 1).ToList();
        if (sides is not { Count: > 0 })
            return;
        var side = sides[chance.Next(sides.Count)];
        var victim = side.Instances.Where(one => one.State == "ready" && one.Address is not null).ElementAt(chance.Next(Place.Replicas));
        if (instances.Look().FirstOrDefault(one => victim.Address!.EndsWith($":{one.Port}", StringComparison.Ordinal) && one.Place == place.ToString()) is not { } instance)
            return;
        var at = time.GetUtcNow();
        Signals.Kill(instance.ProcessId);
        journal.Add(new Fault(FaultKind.InstanceKilled, $"{victim.Id} of {place}", at, null, instance.ProcessId, place, side.Slot, instance.Version));
    }

    private Task RestAsync(int shortest, int longest, CancellationToken cancellation) =>
        Task.Delay(TimeSpan.FromMilliseconds(chance.Next(shortest, longest)), time, cancellation);
}
