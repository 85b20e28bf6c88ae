using Shouldly;
using Slipway.Core.Audit;
using Slipway.Core.Audit.Checkpoints;
using Slipway.Core.Values;
using Slipway.Storage.Signing;
using Xunit;
using static Slipway.Testing.Contracts.StoreSamples;

namespace Slipway.Adapters.Tests.Storage.Signing;

public sealed class CheckpointFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Checkpoints_are_read_back_in_order_with_signatures_that_hold()
    {
        var (key, file) = (AuditKey.LoadOrMake(_folder.Path), new CheckpointFile(_folder.File(CheckpointFile.FileName)));
        (await file.ReadAsync(Cancellation)).ShouldBeEmpty();
        SignedCheckpoint[] signed = [Sign(0, 5, key), Sign(5, 9, key)];

        await Task.WhenAll(file.AppendAsync(signed[0], TimeProvider.System, Cancellation), file.AppendAsync(signed[1], TimeProvider.System, Cancellation));

        (await file.ReadAsync(Cancellation)).ShouldBe(signed, ignoreOrder: true);
        (await file.ReadAsync(Cancellation)).ShouldAllBe(one => one.IsSigned(new Ed25519()));
    }

    [Fact]
    public void A_checkpoint_of_which_anything_was_altered_is_not_signed()
    {
        var (check, signed) = (new Ed25519(), Sign(5, 9, AuditKey.LoadOrMake(_folder.Path)));

        SignedCheckpoint[] altered =
        [
            signed with { After = 4 }, signed with { Position = 8 }, signed with { Hash = default }, signed with { Tree = Digest.Of("other") },
            signed with { Time = signed.Time.AddTicks(1) }, signed with { Key = Ed25519.PublicKeyOf(new byte[32]) },
            signed with { Signature = "" }, signed with { Signature = "no base64" }, signed with { After = -1 }, signed with { After = 9 },
        ];

        signed.IsSigned(check).ShouldBeTrue();
        altered.ShouldAllBe(one => !one.IsSigned(check));
    }

    [Fact]
    public async Task A_line_that_is_no_checkpoint_is_named()
    {
        var path = _folder.File(CheckpointFile.FileName);
        await new CheckpointFile(path).AppendAsync(Sign(0, 5, AuditKey.LoadOrMake(_folder.Path)), TimeProvider.System, Cancellation);
        await File.AppendAllTextAsync(path, """{"after":5,""", Cancellation);

        (await Should.ThrowAsync<InvalidDataException>(() => new CheckpointFile(path).ReadAsync(Cancellation))).Message.ShouldContain("damaged in line 2");
    }

    public void Dispose() => _folder.Dispose();

    private static SignedCheckpoint Sign(long after, long position, AuditKey key) =>
        SignedCheckpoint.Sign(after, new ChainHead(position, Digest.Of($"event {position}")), Digest.Of("tree"), Nine.AddTicks(1), key);
}
