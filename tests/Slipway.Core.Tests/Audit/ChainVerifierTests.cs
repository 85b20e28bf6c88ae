using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Slipway.Core.Audit;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Audit;

public sealed class ChainVerifierTests
{
    private static readonly DateTimeOffset Nine = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private static readonly Func<StoredEvent, StoredEvent>[] Changes =
    [
        row => row with { Position = row.Position + 1 },
        row => row with { Stream = row.Stream + "x" },
        row => row with { Version = row.Version + 1 },
        row => row with { Type = row.Json, Json = row.Type },
        row => row with { Json = row.Json[..^1] },
        row => row with { Time = row.Time.AddTicks(-1) },
        row => row with { Actor = "" },
        row => row with { Origin = row.Origin is null ? "cli 10.0.0.5" : null },
        row => row with { Origin = row.Origin + "x" },
        row => row with { Previous = Digest.Of("other") },
        row => row with { Hash = Digest.Of("other") },
    ];

    private static readonly Gen<(StoredEvent[] Chain, int First, int Second)> Cases =
        from length in Gen.Choose(2, 30)
        from first in Gen.Choose(0, length - 2)
        from second in Gen.Choose(first + 1, length - 1)
        from streams in Gen.Choose(1, 3)
        select (Chain(length, streams), first, second);

    [Fact]
    public void An_untouched_chain_is_intact_in_one_go_or_in_pages() =>
        ForAll((chain, first, _) =>
        {
            var page = ChainVerifier.Verify(ChainHead.Genesis, chain.Take(first));
            var whole = new ChainReport(ChainHead.After(chain[^1]), null);
            return ChainVerifier.Verify(ChainHead.Genesis, chain) == whole && ChainVerifier.Verify(page.Head, chain.Skip(first)) == whole;
        });

    [Fact]
    public void Any_change_of_any_field_is_found_at_its_row() =>
        ForAll((chain, _, index) => Changes.All(change =>
        {
            StoredEvent[] changed = [.. chain];
            changed[index] = change(chain[index]);
            return Found(changed) is { Kind: ChainFaultKind.Altered } fault && fault.Position == index + 1;
        }));

    [Fact]
    public void A_row_that_was_written_anew_with_its_hash_is_found() =>
        ForAll((chain, index, _) =>
        {
            var forged = chain[index] with { Actor = "mallory" };
            StoredEvent[] changed = [.. chain];
            changed[index] = forged with { Hash = ChainHash.Of(forged) };
            return Found(changed) is { Kind: ChainFaultKind.Altered } fault && fault.Position == index + 1;
        });

    [Fact]
    public void Any_dropped_row_is_found_with_or_without_the_gap_closed() =>
        ForAll((chain, index, _) =>
        {
            StoredEvent[] gap = [.. chain[..index], .. chain[(index + 1)..]];
            return new[] { gap, Renumbered(gap) }.All(
                rows => Found(rows) is { Kind: ChainFaultKind.Dropped } fault && fault.Position == index + 1);
        });

    [Fact]
    public void Any_two_rows_that_changed_places_are_found() =>
        ForAll((chain, first, second) =>
        {
            StoredEvent[] swapped = [.. chain];
            (swapped[first], swapped[second]) = (chain[second], chain[first]);
            return new[] { swapped, Renumbered(swapped) }.All(
                rows => Found(rows) is { Kind: ChainFaultKind.Reordered } fault && fault.Position == first + 1);
        });

    [Fact]
    public void Any_inserted_row_is_found_be_it_a_copy_or_well_forged() =>
        ForAll((chain, first, second) =>
        {
            var forged = chain[second] with { Actor = "mallory" };
            forged = forged with { Hash = ChainHash.Of(forged) };
            return new[] { chain[first], forged }.All(row =>
            {
                StoredEvent[] rows = [.. chain[..second], row, .. chain[second..]];
                return Found(rows) is { Kind: ChainFaultKind.Inserted } && Found(Renumbered(rows)) is not null;
            });
        });

    [Fact]
    public void Rows_cut_off_at_the_end_are_found_against_a_noted_head() =>
        ForAll((chain, first, _) =>
        {
            var noted = ChainHead.After(chain[^1]);
            var cut = ChainVerifier.Verify(ChainHead.Genesis, chain[..first]);
            return cut.Fault is null
                && ChainVerifier.Against(noted, cut.Head) is { Kind: ChainFaultKind.Dropped } fault && fault.Position == first + 1
                && ChainVerifier.Against(noted, noted) is null
                && ChainVerifier.Against(noted, noted with { Hash = Digest.Of("other") }) is { Kind: ChainFaultKind.Altered };
        });

    [Fact]
    public void A_fault_says_which_row_and_what_happened()
    {
        var chain = Chain(3, 1);

        Found([chain[0], chain[1] with { Json = "{}" }, chain[2]])!.Message
            .ShouldBe("Event 2 (shifted of r0, version 2) was altered: its hash does not match its content");
        Found([chain[0], chain[2]])!.Message
            .ShouldBe("Event 2 is missing: shifted of r0, version 3 follows, which was written after another");
    }

    private static void ForAll(Func<StoredEvent[], int, int, bool> holds) =>
        Prop.ForAll(Cases.ToArbitrary(), one => holds(one.Chain, one.First, one.Second)).QuickCheckThrowOnFailure();

    private static ChainFault? Found(IEnumerable<StoredEvent> rows) => ChainVerifier.Verify(ChainHead.Genesis, rows).Fault;

    private static StoredEvent[] Renumbered(StoredEvent[] rows) => [.. rows.Select((row, i) => row with { Position = i + 1 })];

    private static StoredEvent[] Chain(int length, int streams)
    {
        var head = ChainHead.Genesis;
        var chain = new List<StoredEvent>();
        for (var i = 0; i < length; i++)
        {
            var data = new StreamAppend($"r{i % streams}", i / streams, [new EventData("shifted", $$"""{"weight":{{i}}}""")]);
            chain.AddRange(head.Extend(new Append([data], Nine.AddSeconds(i), i % 2 == 0 ? "engine" : new Actor("alice", "cli 10.0.0.5"), null, null, [])));
            head = ChainHead.After(chain[^1]);
        }

        return [.. chain];
    }
}
