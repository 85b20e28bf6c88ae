using Shouldly;
using Slipway.Core.Audit;
using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Core.Upkeep;
using Xunit;

namespace Slipway.Core.Tests.Upkeep;

public sealed class PrunerTests
{
    private const int Seeds = 60;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_young_live_or_needed_reads_the_same_after_a_removal_and_the_rest_is_gone_everywhere()
    {
        var removed = 0L;
        foreach (var record in Record.Many(Seeds))
        {
            var seed = record.Seed;
            var (events, rows, environment) = (await record.EventsAsync(), await record.RowsAsync(), await record.EnvironmentAsync());
            var rollouts = new Dictionary<string, string?>();
            foreach (var row in rows)
                rollouts[row.Id] = await record.RolloutAsync(row.Id);
            var before = events[new Random(seed).Next(events.Count)].Time.AddTicks(1);
            var archive = new KeptArchive();

            var plan = await record.PruneAsync(before, archive);

            removed += plan.Events;
            archive.Events.ShouldBe(events.Take((int)plan.Events));
            (await record.EventsAsync()).Take(events.Count - archive.Events.Count).ShouldBe(events.Skip(archive.Events.Count));
            (await record.EnvironmentAsync()).ShouldBe(environment, $"seed {seed}");
            var left = (await record.RowsAsync()).Select(r => r.Id).ToHashSet();
            foreach (var row in rows)
            {
                if (row.Live || row.EndedAt >= before)
                    left.ShouldContain(row.Id, $"seed {seed}");
                (await record.RolloutAsync(row.Id)).ShouldBe(left.Contains(row.Id) ? rollouts[row.Id] : null, $"seed {seed}: {row.Id}");
            }

            (await record.VerifyAsync()).Fault.ShouldBeNull($"seed {seed}");
            if (plan.Events > 0)
                (await record.Audit.VerifyArchivesAsync([archive.ReadAsync()], Cancellation)).Fault.ShouldBeNull($"seed {seed}");
        }

        removed.ShouldBeGreaterThan(1_000);
    }

    [Fact]
    public async Task A_plan_changes_nothing()
    {
        var record = Record.Long();
        var events = await record.EventsAsync();

        var plan = await record.Pruner.PlanAsync(DateTimeOffset.MaxValue, Cancellation);

        plan.Events.ShouldBeGreaterThan(0);
        (await record.EventsAsync()).ShouldBe(events);
        (await record.Store.ReadCheckpointAsync(Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Removing_again_and_again_moves_the_beginning_on_and_keeps_one_state_of_an_environment()
    {
        var record = Record.Long();
        var (events, environment) = (await record.EventsAsync(), await record.EnvironmentAsync());

        foreach (var e in events.Chunk(40).Select(chunk => chunk[^1]))
        {
            await record.PruneAsync(e.Time.AddTicks(1));
            (await record.VerifyAsync()).Fault.ShouldBeNull();
            (await record.EnvironmentAsync()).ShouldBe(environment);
        }

        // Only what the last removals wrote themselves is left, and the beginning is recorded.
        await record.PruneAsync(DateTimeOffset.MaxValue);
        (await record.EventsAsync()).Select(e => e.Type).Distinct().ShouldBe(["environment.carried", "store.pruned"], ignoreOrder: true);
        (await record.EnvironmentAsync()).ShouldBe(environment);
        (await record.RowsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_removal_that_is_broken_off_leaves_a_whole_chain_and_the_next_one_goes_on()
    {
        var record = Record.Long();
        var (count, environment) = ((await record.EventsAsync()).Count, await record.EnvironmentAsync());
        var plan = await record.Pruner.PlanAsync(DateTimeOffset.MaxValue, Cancellation);
        var archive = new KeptArchive();
        await Should.ThrowAsync<IOException>(() => record.Pruner.PruneAsync(plan, new FullDisk(), _ => { }, Cancellation));
        (await record.Store.ReadCheckpointAsync(Cancellation)).ShouldBeNull();

        // The archive and the note in the chain are there, and of the removal itself only the first part.
        await record.Pruner.PruneAsync(plan with { Through = plan.From }, archive, _ => { }, Cancellation);
        await record.Pruner.PruneAsync(plan with { Through = ChainHead.After((await record.EventsAsync())[9]) }, archive, _ => { }, Cancellation);

        (await record.VerifyAsync()).Fault.ShouldBeNull();
        (await record.EnvironmentAsync()).ShouldBe(environment);
        var second = new KeptArchive();
        (await record.PruneAsync(DateTimeOffset.MaxValue, second)).Events.ShouldBeGreaterThan(count - 11);
        (await record.VerifyAsync()).Fault.ShouldBeNull();
        (await record.Audit.VerifyArchivesAsync([archive.ReadAsync(), second.ReadAsync()], Cancellation)).Fault.ShouldBeNull();
    }

    [Fact]
    public async Task A_rollout_that_failed_and_can_be_tried_again_keeps_all_that_is_younger_and_is_named()
    {
        var record = Record.Long();
        var (events, rows) = (await record.EventsAsync(), await record.RowsAsync());
        var newest = rows[0];
        await record.Store.ReplaceAsync("", null, [.. rows.Skip(1), newest with { Phase = "failed" }], [], Cancellation);

        var plan = await record.Pruner.PlanAsync(DateTimeOffset.MaxValue, Cancellation);

        plan.HeldBy.ShouldNotBeNull().ShouldContain(newest.Id);
        plan.HeldBy.ShouldContain("slipway retry");
        plan.Through.Position.ShouldBe(events.First(e => e.Stream == newest.Id).Position - 1);
    }

    [Fact]
    public async Task From_a_chain_that_is_not_whole_nothing_is_removed()
    {
        var record = Record.Long();
        var events = await record.EventsAsync();
        var altered = new AlteredStore(record.Store, e => e.Position == 7 ? e with { Actor = "mallory" } : e);

        var refusal = await Should.ThrowAsync<ChainBrokenException>(() => new Pruner(altered, record.Store, TimeProvider.System).PlanAsync(DateTimeOffset.MaxValue, Cancellation));

        refusal.Fault.Position.ShouldBe(7);
        (await record.EventsAsync()).ShouldBe(events);
    }

    private sealed class FullDisk : IEventArchive
    {
        public Task WriteAsync(IAsyncEnumerable<StoredEvent> events, CancellationToken cancellation) => throw new IOException("the disk is full");
    }
}
