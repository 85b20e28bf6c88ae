using Shouldly;
using Slipway.Core.Audit;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Slipway.Testing.Simulation;
using Slipway.Testing.Simulation.Plans;
using Xunit;

namespace Slipway.Core.Tests.Audit;

/// <summary>
/// Every row of 10,000 as the engine writes them, altered in every field, deleted, swapped, inserted again, and cut off.
/// Up to the row that is tampered with the chain is known to be whole, so that the check begins right before it.
/// </summary>
public sealed class ChainTamperTests
{
    private const int Rows = 10_000;
    private const int Seed = 11;

    private static readonly Lazy<StoredEvent[]> Chain = new(Make);

    private static readonly Func<StoredEvent, StoredEvent>[] Changes =
    [
        row => row with { Position = row.Position + 1 },
        row => row with { Stream = row.Stream + "x" },
        row => row with { Version = row.Version + 1 },
        row => row with { Type = row.Type + "x" },
        row => row with { Json = row.Json + " " },
        row => row with { Time = row.Time.AddTicks(1) },
        row => row with { Actor = row.Actor + "x" },
        row => row with { Origin = row.Origin is null ? "" : null },
        row => row with { Previous = Digest.Of("other") },
        row => row with { Hash = Digest.Of("other") },
        Forge,
    ];

    [Fact]
    public void Every_change_of_every_field_of_every_row_is_found_at_its_row()
    {
        for (var i = 0; i < Rows; i++)
        {
            foreach (var change in Changes)
            {
                // A last row that was written anew with its hash follows all the same: that one takes a signed head to find.
                var tail = i + 1 < Rows ? [Chain.Value[i + 1]] : Array.Empty<StoredEvent>();
                var fault = Found(i, [change(Chain.Value[i]), .. tail]) ?? ChainVerifier.Against(ChainHead.After(Chain.Value[^1]), ChainHead.After(change(Chain.Value[i])));
                (fault?.Position).ShouldBe(i + 1, $"change {Array.IndexOf(Changes, change)}");
            }
        }
    }

    [Fact]
    public void Every_row_that_is_deleted_is_found_also_when_the_numbers_are_closed_up()
    {
        for (var i = 0; i + 1 < Rows; i++)
        {
            Found(i, Chain.Value[(i + 1)..(i + 2)])!.Position.ShouldBe(i + 1);
            Found(i, [Chain.Value[i + 1] with { Position = i + 1 }])!.Position.ShouldBe(i + 1);
        }
    }

    [Fact]
    public void Every_row_that_changed_places_with_its_neighbour_or_with_any_other_is_found()
    {
        var chance = new Random(Seed);
        for (var i = 0; i + 1 < Rows; i++)
        {
            foreach (var other in new[] { i + 1, chance.Next(i + 1, Rows), chance.Next(i + 1, Rows) })
            {
                // The other row stands here now: under its own number, or with the numbers exchanged as well.
                Found(i, [Chain.Value[other], Chain.Value[i]])!.Position.ShouldBe(i + 1);
                Found(i, [Chain.Value[other] with { Position = i + 1 }, Chain.Value[i]])!.Position.ShouldBe(i + 1);
            }
        }
    }

    [Fact]
    public void Every_row_that_stands_there_twice_is_found()
    {
        for (var i = 1; i < Rows; i++)
            Found(i, [Chain.Value[i - 1]]).ShouldNotBeNull();
    }

    [Fact]
    public void Every_truncation_is_found_against_a_head_that_was_noted()
    {
        var noted = ChainHead.After(Chain.Value[^1]);
        for (var i = 0; i + 1 < Rows; i++)
            ChainVerifier.Against(noted, ChainHead.After(Chain.Value[i]))!.Position.ShouldBe(i + 2);
        ChainVerifier.Against(noted, ChainHead.Genesis)!.Position.ShouldBe(1);
    }

    [Fact]
    public void A_chain_that_was_computed_anew_from_any_row_is_whole_and_found_against_a_head_that_was_noted()
    {
        var noted = ChainHead.After(Chain.Value[^1]);
        var chance = new Random(Seed);
        for (var trial = 0; trial < 20; trial++)
        {
            var from = chance.Next(Rows);
            var head = Before(from);
            foreach (var row in Chain.Value[from..])
            {
                var moved = row with { Previous = head.Hash, Actor = row.Position == from + 1 ? "mallory" : row.Actor };
                head = ChainHead.After(moved with { Hash = ChainHash.Of(moved) });
            }

            head.Position.ShouldBe(noted.Position);
            ChainVerifier.Against(noted, head)!.Kind.ShouldBe(ChainFaultKind.Altered);
        }
    }

    private static ChainFault? Found(int index, StoredEvent[] rows) => ChainVerifier.Verify(Before(index), rows).Fault;

    private static ChainHead Before(int index) => index == 0 ? ChainHead.Genesis : ChainHead.After(Chain.Value[index - 1]);

    /// <summary>Altered, with the hash that its new content has.</summary>
    private static StoredEvent Forge(StoredEvent row)
    {
        var forged = row with { Actor = "mallory" };
        return forged with { Hash = ChainHash.Of(forged) };
    }

    /// <summary>Simulated lives one after the other, in one chain; every third event has an origin.</summary>
    private static StoredEvent[] Make()
    {
        var (head, rows) = (ChainHead.Genesis, new List<StoredEvent>(Rows));
        for (var seed = Seed; rows.Count < Rows; seed++)
        {
            foreach (var e in Trial.Run(PlanDraw.Draw(seed)).Store.ReadAllAsync(0, Rows - rows.Count, CancellationToken.None).Result)
            {
                var actor = new Actor(e.Actor, rows.Count % 3 == 0 ? "cli 10.0.0.5 token ci-bot" : null);
                rows.AddRange(head.Extend(new Append([new StreamAppend($"{seed}.{e.Stream}", e.Version - 1, [new EventData(e.Type, e.Json)])], e.Time, actor, null, null, [])));
                head = ChainHead.After(rows[^1]);
            }
        }

        return [.. rows];
    }
}
