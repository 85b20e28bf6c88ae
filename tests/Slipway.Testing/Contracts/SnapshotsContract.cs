using Shouldly;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Testing.Contracts;

/// <summary>What every keeper of snapshots promises: the last one written for a stream is the one that is read.</summary>
public abstract class SnapshotsContract : StoreContract
{
    private static readonly Snapshot First = new("environment/shop/production", 50, 1, """{"rollouts":4,"text":"≤ “…”"}""", Digest.Of("1"));

    [Fact]
    public async Task A_snapshot_is_read_back_as_it_was_written()
    {
        await Snapshots.WriteSnapshotAsync(First, Cancellation);
        await Snapshots.WriteSnapshotAsync(First with { Stream = "r1" }, Cancellation);

        (await Snapshots.ReadSnapshotsAsync([First.Stream], Cancellation)).ShouldBe([First]);
        (await Snapshots.ReadSnapshotsAsync(["r1", "none", First.Stream], Cancellation)).ShouldBe([First, First with { Stream = "r1" }], ignoreOrder: true);
    }

    [Fact]
    public async Task Without_one_nothing_is_read()
    {
        (await Snapshots.ReadSnapshotsAsync(["r1"], Cancellation)).ShouldBeEmpty();
        (await Snapshots.ReadSnapshotsAsync([], Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_last_one_written_replaces_the_one_before_whatever_that_claims_to_be()
    {
        var absurd = First with { Version = 1_000_000, Format = 99, Json = "no json" };
        await Snapshots.WriteSnapshotAsync(absurd, Cancellation);
        (await Snapshots.ReadSnapshotsAsync([First.Stream], Cancellation)).ShouldBe([absurd]);

        await Snapshots.WriteSnapshotAsync(First, Cancellation);

        (await Snapshots.ReadSnapshotsAsync([First.Stream], Cancellation)).ShouldBe([First]);
    }

    [Fact]
    public async Task Many_are_read_at_once()
    {
        var streams = Enumerable.Range(0, ISnapshots.MaxStreams).Select(i => $"r{i}").ToList();
        foreach (var stream in streams.Where((_, i) => i % 100 == 0))
            await Snapshots.WriteSnapshotAsync(First with { Stream = stream }, Cancellation);

        (await Snapshots.ReadSnapshotsAsync(streams, Cancellation)).Count.ShouldBe(ISnapshots.MaxStreams / 100);
    }
}
