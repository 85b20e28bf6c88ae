using Slipway.Bench.Chaos.Checks;
using Slipway.Bench.Chaos.Faults;
using Slipway.Bench.Chaos.Report;
using Slipway.Bench.Chaos.Script;
using Slipway.Bench.Chaos.Users;
using Slipway.Bench.Chaos.Watching;
using Slipway.Bench.Chaos.World;
using Slipway.Bench.Results;
using Slipway.Contracts.Views;
using Spectre.Console;

namespace Slipway.Bench.Chaos;

/// <summary>
/// The whole system under load while things break: people bring versions out, good and bad, users send requests, servers
/// die, hang and are cut off, the database restarts. What must hold is checked while it runs and, from the record, at its end.
/// </summary>
public sealed class ChaosRun(BenchContext context, ChaosOptions options)
{
    private const int SayEverySeconds = 10;

    /// <summary>After the last fault, for what the last rollout left to be cleared away and told.</summary>
    private const int SettleSeconds = 60;
    private const int SettlePollMilliseconds = 500;

    /// <summary>Far beyond what any rollout of this run takes: steps of some seconds, faults of ten.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(240);

    private readonly Journal _journal = new();

    public async Task<ChaosReport> RunAsync(CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(options.Minutes), context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        await using var world = await ChaosWorld.PrepareAsync(context, options, Places.Of(options.Places), cancellation);
        var orders = ScriptWriter.Write(world.Places, options.Rollouts, new Random(options.Seed));
        world.WriteVersions(orders);
        Say($"seed {options.Seed}: {options.Rollouts} rollouts in {world.Places.Count} environments, {options.Servers} server(s) on {options.Store}; everything is in {world.Folder}");
        await world.StartAsync(cancellation);

        var instances = new InstanceWatch(new InstanceScan(world.Folder), context.Time);
        var leases = new LeaseWatch(world, context.Time);
        using var over = new CancellationTokenSource();
        var watching = Task.WhenAll(instances.RunAsync(over.Token), leases.RunAsync(over.Token));
        var began = context.Time.GetTimestamp();
        UserLoad users;
        try
        {
            users = await DisturbAsync(world, orders, instances, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new BenchFailedException($"the run was not through after {options.Minutes} minutes; what it left is gone: give it --minutes");
        }

        await using (users)
        {
            await SettleAsync(world, cancellation);
            await users.StopAsync();
            var running = instances.Look();
            await over.CancelAsync();
            await watching;
            foreach (var server in world.Servers)
                await server.EndAsync();
            var evidence = new Evidence(await RunRecord.ReadAsync(world, cancellation), orders, _journal, users.Requests, world.Places);
            var report = Report(world, evidence, instances, leases, running, context.Time.GetElapsedTime(began));
            if (!report.Passed)
                await KeepAsync(world, evidence, cancellation);
            return report;
        }
    }

    /// <summary>First versions undisturbed, then all at once until the last order is through.</summary>
    private async Task<UserLoad> DisturbAsync(ChaosWorld world, IReadOnlyList<Order> orders, InstanceWatch instances, CancellationToken cancellation)
    {
        var first = orders.Take(world.Places.Count).ToList();
        var operators = world.Places.ToDictionary(place => place, place => new Operator(place, world.People, _journal, s_patience, context.Time));
        await Task.WhenAll(first.Select(order => operators[order.Place].RunAsync([order], cancellation)));
        Say("each environment has its first version; from now on there are users, versions and faults");

        var users = new UserLoad(world.Places, options.RequestsPerSecond, context.Time);
        try
        {
            using var calm = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var harm = new FaultInjector(world, instances, _journal, new Random(options.Seed + 1), context.Time).RunAsync(calm.Token);
            var work = Task.WhenAll(operators.Select(one => one.Value.RunAsync([.. orders.Skip(first.Count).Where(order => order.Place == one.Key)], calm.Token)));
            while (!work.IsCompleted)
            {
                await Task.WhenAny(work, harm, Task.Delay(TimeSpan.FromSeconds(SayEverySeconds), context.Time, cancellation));
                if (harm.IsFaulted)
                    await harm;
                Say($"{operators.Values.Sum(one => one.Done)} of {options.Rollouts} orders, {_journal.Faults.Count} faults, {users.Requests.Count} requests, {instances.Running.Count} instances");
            }

            await work;
            await calm.CancelAsync();
            await harm;
            return users;
        }
        catch
        {
            await users.DisposeAsync();
            throw;
        }
    }

    /// <summary>Everybody is there again; what is still to be cleared away and told gets its time.</summary>
    private async Task SettleAsync(ChaosWorld world, CancellationToken cancellation)
    {
        await world.StartAsync(cancellation);
        var began = context.Time.GetTimestamp();
        while (context.Time.GetElapsedTime(began) < TimeSpan.FromSeconds(SettleSeconds))
        {
            var environments = await world.People.EnvironmentsAsync(cancellation);
            var told = (await RunRecord.ReadAsync(world, cancellation)).Notices.All(notice => notice.Delivered);
            if (told && environments is not null && environments.All(IsAtRest))
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(SettlePollMilliseconds), context.Time, cancellation);
        }
    }

    /// <summary>One that was killed at last may still have to be started again.</summary>
    private static bool IsAtRest(EnvironmentView place) =>
        place.LiveRollout is null
        && place.Slots.Sum(slot => slot.Instances.Count) == Place.Replicas
        && place.Slots.Sum(slot => slot.Ready) == Place.Replicas;

    private ChaosReport Report(
        ChaosWorld world, Evidence evidence, InstanceWatch instances, LeaseWatch leases, IReadOnlyList<Instance> running, TimeSpan length)
    {
        var violations = new List<Violation>(_journal.Violations);
        var rollouts = RolloutCheck.Run(evidence, violations);
        var requests = RequestCheck.Run(evidence, violations);
        var compared = WeightCheck.Run(evidence, violations);
        var effects = EffectCheck.Run(evidence, violations);
        RecordCheck.Run(evidence, violations);
        EndCheck.Run(evidence, running, violations);
        ProcessCheck.Run(evidence, instances, violations);
        LogCheck.Run(world.Servers, violations);
        var toldAgain = RecordCheck.ToldAgain(world.Servers.SelectMany(server => server.Said), evidence, violations);
        return new ChaosReport
        {
            At = context.Time.GetUtcNow(),
            Machine = Machine.Read(),
            Store = options.Store,
            Servers = options.Servers,
            Places = world.Places.Count,
            Seed = options.Seed,
            Seconds = Math.Round(length.TotalSeconds),
            Faults = Enum.GetValues<FaultKind>().ToDictionary(Words.Of, kind => evidence.Faults.Count(fault => fault.Kind == kind)),
            Commands = evidence.Sent.GroupBy(sent => $"{Words.Of(sent.What)}, {sent.Accepted switch { true => "accepted", false => "refused", null => "without an answer" }}")
                .OrderBy(group => group.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count()),
            Rollouts = rollouts,
            Requests = requests,
            Effects = effects,
            Checked = new Dictionary<string, int>(_journal.Counts)
            {
                ["events of the chain"] = evidence.Record.Events.Count,
                ["notices"] = evidence.Record.Notices.Count,
                ["notices told again after a fault"] = toldAgain,
                ["looks at all processes"] = instances.Looks,
                ["answers held against the recorded weights"] = compared,
            },
            Takeovers = Takeovers.Of(leases.History, evidence, [.. world.Servers.Select(server => server.Name)]).ToDictionary(one => Words.Of(one.Key), one => Spread.Of(one.Value)),
            GatewayOutage = Spread.Of(RequestCheck.OutageSeconds(evidence)),
            Violations = violations,
        };
    }

    /// <summary>The servers' logs, and beside them the record and the faults, a line each: to find out what happened.</summary>
    private async Task KeepAsync(ChaosWorld world, Evidence evidence, CancellationToken cancellation)
    {
        world.Keep();
        await File.WriteAllLinesAsync(
            Path.Combine(world.Folder, "events.txt"),
            evidence.Record.Events.Select(e => $"{e.Position} {e.Time:HH:mm:ss.fff} {e.Stream} {e.Version} {e.Actor} {e.Type} {e.Json}"), cancellation);
        await File.WriteAllLinesAsync(
            Path.Combine(world.Folder, "faults.txt"),
            evidence.Faults.Select(fault => $"{fault.At:HH:mm:ss.fff} {fault.Until:HH:mm:ss.fff} {fault.Kind} {fault.Victim} {fault.Process}"), cancellation);
        Say($"the servers' logs, events.txt and faults.txt stay in {world.Folder}");
    }

    private void Say(string line) => context.Console.WriteLine($"{context.Time.GetLocalNow():HH:mm:ss} {line}");
}
