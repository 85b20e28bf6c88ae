using Shouldly;
using Slipway.Core.Audit;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Slipway.Storage;
using Xunit;
using static Slipway.Testing.Contracts.StoreSamples;

namespace Slipway.Adapters.Tests.Storage;

public sealed class EventArchiveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Archive => _folder.File("2026/events.ndjson.gz");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Events_are_read_back_exactly_with_hashes_that_still_fit()
    {
        var events = Events();

        await new EventArchive(Archive).WriteAsync(events.ToAsyncEnumerable(), Cancellation);

        var read = await EventArchive.ReadAsync(Archive, Cancellation).ToListAsync(Cancellation);
        read.ShouldBe(events);
        ChainVerifier.Verify(ChainHead.Genesis, read).Fault.ShouldBeNull();
    }

    [Fact]
    public async Task An_archive_is_never_written_over()
    {
        await new EventArchive(Archive).WriteAsync(Events().ToAsyncEnumerable(), Cancellation);

        (await Should.ThrowAsync<PortUnavailableException>(() => new EventArchive(Archive).WriteAsync(AsyncEnumerable.Empty<StoredEvent>(), Cancellation))).Message.ShouldContain(Archive);

        (await EventArchive.ReadAsync(Archive, Cancellation).CountAsync(Cancellation)).ShouldBe(3);
    }

    [Fact]
    public async Task A_half_written_archive_is_not_there()
    {
        await Should.ThrowAsync<InvalidOperationException>(() => new EventArchive(Archive).WriteAsync(Failing(), Cancellation));
        File.Exists(Archive).ShouldBeFalse();

        await new EventArchive(Archive).WriteAsync(Events().ToAsyncEnumerable(), Cancellation);
        (await EventArchive.ReadAsync(Archive, Cancellation).CountAsync(Cancellation)).ShouldBe(3);

        static async IAsyncEnumerable<StoredEvent> Failing()
        {
            yield return await Task.FromResult(Events()[0]);
            throw new InvalidOperationException("the store is gone");
        }
    }

    [Fact]
    public async Task A_damaged_archive_is_named()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Archive)!);
        await File.WriteAllTextAsync(Archive, "no gzip", Cancellation);

        (await Should.ThrowAsync<InvalidDataException>(async () => await EventArchive.ReadAsync(Archive, Cancellation).CountAsync(Cancellation))).Message.ShouldContain($"{Archive} is damaged in line 1");
    }

    private static IReadOnlyList<StoredEvent> Events() =>
        ChainHead.Genesis.Extend(To("r1", 0, Event(), Event("typ", """{"text":"≤ <1 %> \"&\" 😀"}"""), Event()) with { Time = Nine.AddTicks(1), Actor = new Actor("Ålice \\ \"x\"", "cli 10.0.0.5") });
}
