using Shouldly;
using Slipway.Core.Audit;
using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Core.Upkeep;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Upkeep;

public sealed class ChainAuditTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_whole_chain_passes_and_an_altered_event_is_named()
    {
        var record = Record.Long();
        var report = await record.VerifyAsync();
        (report.Fault, report.Events).ShouldBe((null, (await record.EventsAsync()).Count));

        (await VerifyAsync(record, e => e.Position == 9 ? e with { Json = "{}" } : e)).Fault!.Position.ShouldBe(9);
        (await VerifyAsync(record, e => e.Position == 9 ? null : e)).Fault!.Kind.ShouldBe(ChainFaultKind.Dropped);
    }

    [Fact]
    public async Task Events_that_are_missing_at_the_beginning_do_not_pass_without_a_record_of_their_removal()
    {
        var record = Record.Long();

        var fault = (await VerifyAsync(record, e => e.Position <= 5 ? null : e)).Fault.ShouldNotBeNull();

        (fault.Kind, fault.Message).ShouldBe((ChainFaultKind.Dropped, "The events up to 5 are missing, and nothing in the chain says that they were to be removed"));
    }

    [Fact]
    public async Task Events_that_are_cut_off_behind_a_checkpoint_do_not_pass_also_when_the_checkpoint_is_made_to_fit()
    {
        var (record, checkpoint, _) = await PrunedAsync();
        var more = (await record.EventsAsync()).First(e => e.Position == checkpoint.Position + 3);

        var audit = new ChainAudit(
            new AlteredStore(record.Store, e => e.Position <= more.Position ? null : e), new FixedCheckpoint(checkpoint with { Position = more.Position, Hash = more.Hash }));

        (await audit.VerifyAsync(_ => { }, Cancellation)).Fault.ShouldNotBeNull().Kind.ShouldBe(ChainFaultKind.Dropped);
    }

    [Fact]
    public async Task A_checkpoint_that_was_altered_or_removed_is_found_by_what_the_chain_says()
    {
        var (record, checkpoint, _) = await PrunedAsync();
        foreach (var forged in (Checkpoint?[])[checkpoint with { Hash = Digest.Of("x") }, checkpoint with { Position = 1 }, null])
        {
            var fault = (await new ChainAudit(record.Store, new FixedCheckpoint(forged)).VerifyAsync(_ => { }, Cancellation)).Fault.ShouldNotBeNull();
            (fault.Kind, fault.Message.Contains("the checkpoint was altered", StringComparison.Ordinal)).ShouldBe((ChainFaultKind.Altered, true));
        }
    }

    [Fact]
    public async Task A_checkpoint_that_was_altered_is_found_by_an_archive()
    {
        var (record, checkpoint, archive) = await PrunedAsync();
        (await record.Audit.VerifyArchivesAsync([archive.ReadAsync()], Cancellation)).Fault.ShouldBeNull();

        var forged = new ChainAudit(record.Store, new FixedCheckpoint(checkpoint with { Hash = Digest.Of("x") }));
        var fault = (await forged.VerifyArchivesAsync([archive.ReadAsync()], Cancellation)).Fault.ShouldNotBeNull();

        (fault.Position, fault.Kind).ShouldBe((checkpoint.Position, ChainFaultKind.Altered));
    }

    [Fact]
    public async Task An_archive_that_was_altered_or_lacks_events_is_found()
    {
        var (record, _, archive) = await PrunedAsync();
        var whole = archive.Events.ToList();

        archive.Events[3] = archive.Events[3] with { Actor = "mallory" };
        (await record.Audit.VerifyArchivesAsync([archive.ReadAsync()], Cancellation)).Fault!.Position.ShouldBe(4);
        archive.Events.Clear();
        (await record.Audit.VerifyArchivesAsync([archive.ReadAsync()], Cancellation)).Fault!.Message.ShouldContain("no event");
        archive.Events.AddRange(whole.SkipLast(2));
        (await record.Audit.VerifyArchivesAsync([archive.ReadAsync()], Cancellation)).Fault!.Message.ShouldContain("name the archives of those in between");
        archive.Events.Clear();
        archive.Events.AddRange(whole.Skip(4));
        var later = await record.Audit.VerifyArchivesAsync([archive.ReadAsync()], Cancellation);
        (later.Fault, later.From.Position).ShouldBe((null, 4));
    }

    private static async Task<(Record Record, Checkpoint Checkpoint, KeptArchive Archive)> PrunedAsync()
    {
        var record = Record.Long();
        var archive = new KeptArchive();
        await record.PruneAsync((await record.RowsAsync())[^2].EndedAt!.Value.AddTicks(1), archive);
        return (record, (await record.Store.ReadCheckpointAsync(Cancellation)).ShouldNotBeNull(), archive);
    }

    private static Task<AuditReport> VerifyAsync(Record record, Func<StoredEvent, StoredEvent?> alter) =>
        new ChainAudit(new AlteredStore(record.Store, alter), record.Store).VerifyAsync(_ => { }, Cancellation);
}
