using Shouldly;
using Slipway.Core.Upkeep;
using Slipway.Core.Values;
using Slipway.Storage.Sealing;
using Slipway.Storage.Signing;
using Xunit;

namespace Slipway.Adapters.Tests.Storage.Sealing;

public sealed class AuditExportTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_export_holds_all_events_with_their_checkpoints_and_is_verified_by_the_key_alone()
    {
        await using var world = await SealedStore.OpenAsync();
        await world.Checkpoints.AppendAsync((await world.Maker.MakeAsync(null, Cancellation))!, TimeProvider.System, Cancellation);
        var path = world.Folder.File("export.ndjson");

        await ExportAsync(world, null, null, path);

        var report = await AuditExport.VerifyAsync(path, world.Key.Key, new Ed25519(), Cancellation);
        report.Head.Position.ShouldBe(await world.Store.HeadAsync(Cancellation));
        report.Header.After.ShouldBe(0);
        report.Checkpoints.ShouldHaveSingleItem().Head.ShouldBe(report.Head);
        (await Should.ThrowAsync<InvalidDataException>(() => AuditExport.VerifyAsync(path, PublicKey.Of(new byte[32]), new Ed25519(), Cancellation))).Message.ShouldContain("is sealed by the key");
    }

    [Fact]
    public async Task A_part_is_exported_from_a_position_to_another()
    {
        await using var world = await SealedStore.OpenAsync();
        var path = world.Folder.File("part.ndjson");

        await ExportAsync(world, 11, 30, path);

        var report = await AuditExport.VerifyAsync(path, null, new Ed25519(), Cancellation);
        (report.Header.After, report.Head.Position, report.Key).ShouldBe((10, 30, world.Key.Key));
        await Should.ThrowAsync<Core.Ports.PortUnavailableException>(() => ExportAsync(world, 1_000_000, null, world.Folder.File("none.ndjson")));
    }

    [Fact]
    public async Task A_record_that_was_altered_is_not_exported_and_leaves_no_file()
    {
        await using var world = await SealedStore.OpenAsync();
        await world.AlterAsync("UPDATE events SET actor = 'mallory' WHERE position = 20");

        await Should.ThrowAsync<ChainBrokenException>(() => ExportAsync(world, null, null, world.Folder.File("export.ndjson")));

        Directory.GetFiles(world.Folder.Path, "export*").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_checkpoint_that_does_not_match_keeps_a_record_from_being_exported()
    {
        await using var world = await SealedStore.OpenAsync();
        var signed = (await world.Maker.MakeAsync(null, Cancellation))!;

        (await Should.ThrowAsync<ChainBrokenException>(() => new AuditExport(world.Store, world.Store, world.Key, TimeProvider.System)
            .WriteAsync(null, null, [signed with { Hash = Digest.Of("other") }], world.Folder.File("export.ndjson"), "test", _ => { }, Cancellation))).Message.ShouldContain("written anew");
    }

    private static async Task<ExportHeader> ExportAsync(SealedStore world, long? from, long? to, string path) =>
        await new AuditExport(world.Store, world.Store, world.Key, TimeProvider.System)
            .WriteAsync(from, to, await world.Checkpoints.ReadAsync(Cancellation), path, "test", _ => { }, Cancellation);
}
