using Shouldly;
using Slipway.Core.Upkeep;
using Slipway.Core.Upkeep.Rejudging;
using Slipway.Storage.Sealing;
using Slipway.Storage.Signing;
using Xunit;

namespace Slipway.Adapters.Tests.Storage.Sealing;

public sealed class RolloutEvidenceTests
{
    private const int Seed = 5;
    private const int Alterations = 300;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Evidence_is_verified_without_the_store_and_its_verdicts_come_out_again()
    {
        await using var world = await SealedStore.OpenAsync();
        var path = await WriteAsync(world);

        var report = await EvidenceFile.VerifyAsync(path, world.Key.Key, new Ed25519(), Cancellation);

        report.Events.ShouldBe(await world.Store.ReadStreamAsync(report.Header.Rollout, 0, Cancellation));
        report.Surroundings.ShouldNotBeEmpty();
        report.Again.Looks.ShouldNotBeEmpty();
        report.Again.Looks.ShouldAllBe(look => look.Outcome == RelookOutcome.Agrees);
        report.Checkpoints.ShouldHaveSingleItem().Position.ShouldBe(await world.Store.HeadAsync(Cancellation));
        (await world.Checkpoints.ReadAsync(Cancellation)).ShouldBe(report.Checkpoints);
    }

    [Fact]
    public async Task Any_byte_that_is_altered_is_found()
    {
        await using var world = await SealedStore.OpenAsync();
        var path = await WriteAsync(world);
        var whole = await File.ReadAllBytesAsync(path, Cancellation);
        var chance = new Random(Seed);
        for (var i = 0; i < Alterations; i++)
        {
            byte[] altered = [.. whole];
            var place = chance.Next(whole.Length);
            altered[place] ^= (byte)(1 << chance.Next(8));
            await File.WriteAllBytesAsync(path, altered, Cancellation);
            await Should.ThrowAsync<InvalidDataException>(() => EvidenceFile.VerifyAsync(path, null, new Ed25519(), Cancellation), $"byte {place} of {whole.Length}");
        }
    }

    [Fact]
    public async Task Who_seals_an_altered_event_anew_with_another_key_does_not_pass()
    {
        await using var world = await SealedStore.OpenAsync();
        var path = await WriteAsync(world);
        var forger = AuditKey.LoadOrMake(world.Folder.File("forger"));
        var forged = world.Folder.File("forged.ndjson");
        await using (var file = SealedWriter.Open(forged, forger))
        {
            await foreach (var line in new SealedReader(path, new Ed25519()).ReadAsync(Cancellation))
                await file.WriteAsync(line.Event is { Version: 3 } e ? line with { Event = e with { Actor = "mallory" } } : line, Cancellation);
            await file.FinishAsync(Cancellation);
        }

        (await Should.ThrowAsync<InvalidDataException>(() => EvidenceFile.VerifyAsync(forged, null, new Ed25519(), Cancellation))).Message.ShouldContain("not signed by the key that sealed the file");
        (await Should.ThrowAsync<InvalidDataException>(() => EvidenceFile.VerifyAsync(forged, world.Key.Key, new Ed25519(), Cancellation))).Message.ShouldContain("is sealed by the key");
    }

    [Fact]
    public async Task Who_has_the_key_but_not_the_chain_cannot_put_an_event_in_or_leave_one_out()
    {
        await using var world = await SealedStore.OpenAsync();
        var path = await WriteAsync(world);

        (await RefusalAsync(world, path, line => line.Event is { Version: 3 } e ? [line with { Event = e with { Actor = "mallory" } }] : [line])).ShouldContain("is not in the chain that was signed");
        (await RefusalAsync(world, path, line => line.Event is { Version: 3, Stream: not ['e', 'n', 'v', ..] } ? [] : [line])).ShouldContain("is missing");
        (await RefusalAsync(world, path, line => line.Sample is null ? [line] : [])).ShouldContain("measurements");
    }

    [Fact]
    public async Task A_rollout_whose_checkpoint_reaches_back_to_removed_events_has_evidence_all_the_same()
    {
        await using var world = await SealedStore.OpenAsync();
        await world.Checkpoints.AppendAsync((await world.Maker.MakeAsync(null, Cancellation))!, TimeProvider.System, Cancellation);
        var events = await world.Store.ReadAllAsync(0, int.MaxValue, Cancellation);
        var late = events.Last(e => e.Type == "rollout.planned");
        await world.Store.RemoveEventsAsync(late.Position - 1, late.Time, Cancellation);
        var path = world.Folder.File("evidence.ndjson");

        await Evidence(world).WriteAsync(late.Stream, path, "test", Cancellation);

        var report = await EvidenceFile.VerifyAsync(path, world.Key.Key, new Ed25519(), Cancellation);
        report.Checkpoints.ShouldHaveSingleItem().After.ShouldBe(late.Position - 1);
    }

    [Fact]
    public async Task A_record_that_was_altered_or_cut_gives_no_evidence()
    {
        await using var world = await SealedStore.OpenAsync();
        var rollout = await world.MostJudgedAsync();
        await world.Checkpoints.AppendAsync((await world.Maker.MakeAsync(null, Cancellation))!, TimeProvider.System, Cancellation);
        await world.AlterAsync("DELETE FROM events WHERE position = (SELECT max(position) FROM events)");

        (await Should.ThrowAsync<ChainBrokenException>(() => Evidence(world).WriteAsync(rollout, world.Folder.File("evidence.ndjson"), "test", Cancellation))).Message.ShouldContain("the last ones are missing");
        await Should.ThrowAsync<Core.Ports.PortUnavailableException>(() => Evidence(world).WriteAsync("none.production.1", world.Folder.File("evidence.ndjson"), "test", Cancellation));
    }

    private static RolloutEvidence Evidence(SealedStore world) => new(world.Store, world.Checkpoints, world.Key, new Ed25519(), TimeProvider.System);

    private static async Task<string> WriteAsync(SealedStore world)
    {
        var path = world.Folder.File("evidence.ndjson");
        var header = await Evidence(world).WriteAsync(await world.MostJudgedAsync(), path, "test", Cancellation);
        TestContext.Current.SendDiagnosticMessage($"{header.Events} + {header.EnvironmentEvents} events, {header.Samples} samples: {new FileInfo(path).Length} bytes");
        return path;
    }

    /// <summary>Writes the lines anew, sealed by the real key, and returns why they do not pass.</summary>
    private static async Task<string> RefusalAsync(SealedStore world, string path, Func<SealedLine, IEnumerable<SealedLine>> change)
    {
        var forged = world.Folder.File("forged.ndjson");
        File.Delete(forged);
        await using (var file = SealedWriter.Open(forged, world.Key))
        {
            await foreach (var line in new SealedReader(path, new Ed25519()).ReadAsync(Cancellation))
            {
                foreach (var changed in change(line))
                    await file.WriteAsync(changed, Cancellation);
            }

            await file.FinishAsync(Cancellation);
        }

        return (await Should.ThrowAsync<InvalidDataException>(() => EvidenceFile.VerifyAsync(forged, world.Key.Key, new Ed25519(), Cancellation))).Message;
    }
}
