using Shouldly;
using Slipway.Core.Values;
using Slipway.Storage.Sealing;
using Slipway.Storage.Signing;
using Xunit;
using static Slipway.Testing.Contracts.StoreSamples;

namespace Slipway.Adapters.Tests.Storage.Sealing;

public sealed class SealedReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Sealed => _folder.File("sealed.ndjson");

    [Fact]
    public async Task A_sealed_file_is_read_back_line_by_line()
    {
        await WriteAsync();

        var lines = await ReadAsync();

        lines.Count.ShouldBe(3);
        lines[0].Export!.Program.ShouldBe("slipway größe");
        lines[2].Sample!.ToSample().Counters.Green.Requests.ShouldBe(7);
    }

    [Fact]
    public async Task Every_bit_that_is_turned_every_byte_that_is_dropped_or_doubled_and_every_end_that_is_cut_off_is_found()
    {
        await WriteAsync();
        var whole = await File.ReadAllBytesAsync(Sealed, Cancellation);
        for (var i = 0; i < whole.Length; i++)
        {
            foreach (var altered in Alterations(whole, i))
            {
                await File.WriteAllBytesAsync(Sealed, altered, Cancellation);
                await Should.ThrowAsync<InvalidDataException>(ReadAsync, $"byte {i} of {whole.Length}");
            }
        }
    }

    [Fact]
    public async Task A_file_is_never_written_over_and_a_half_written_one_is_not_there()
    {
        await using (var broken = SealedWriter.Open(Sealed, AuditKey.LoadOrMake(_folder.Path)))
            await broken.WriteAsync(Header, Cancellation);
        Directory.GetFiles(_folder.Path, "sealed*").ShouldBeEmpty();

        await WriteAsync();
        Should.Throw<Core.Ports.PortUnavailableException>(() => SealedWriter.Open(Sealed, AuditKey.LoadOrMake(_folder.Path))).Message.ShouldContain("exists already");
    }

    public void Dispose() => _folder.Dispose();

    private static SealedLine Header => new() { Export = new ExportHeader(0, Digest.Of("x"), 5, Nine, "slipway größe") };

    private static IEnumerable<byte[]> Alterations(byte[] whole, int i)
    {
        byte[] turned = [.. whole];
        turned[i] ^= (byte)(1 << (i % 8));
        byte[] next = [.. whole];
        next[i]++;
        return [turned, next, [.. whole[..i], .. whole[(i + 1)..]], [.. whole[..i], whole[i], .. whole[i..]], whole[..i], [.. whole, whole[i]]];
    }

    private async Task WriteAsync()
    {
        await using var file = SealedWriter.Open(Sealed, AuditKey.LoadOrMake(_folder.Path));
        await file.WriteAsync(Header, Cancellation);
        await file.WriteAsync(new SealedLine { Sample = SealedSample.Of(Sample(0, 5)) }, Cancellation);
        await file.WriteAsync(new SealedLine { Sample = SealedSample.Of(Sample(1, 5, 7)) }, Cancellation);
        await file.FinishAsync(Cancellation);
    }

    private async Task<IReadOnlyList<SealedLine>> ReadAsync() => await new SealedReader(Sealed, new Ed25519()).ReadAsync(Cancellation).ToListAsync(Cancellation);
}
