using Shouldly;
using Slipway.Core.Audit;
using Slipway.Core.Ports;
using Slipway.Storage.Postgres;
using Xunit;
using static Slipway.Testing.Contracts.StoreSamples;

namespace Slipway.Adapters.Tests.Storage.Postgres;

public sealed class AppendGroupTests
{
    private static readonly Lease Held = new("r1", "one", 7);

    private readonly AppendGroup _group = new(ChainHead.Genesis, new Dictionary<string, int> { ["r1"] = 3 }, new HashSet<Lease> { Held });

    [Fact]
    public void Appends_of_a_group_follow_each_other_in_the_chain_and_in_their_streams()
    {
        IReadOnlyList<StoredEvent> all = [.. _group.Admit(To("r1", 3, Event(), Event())), .. _group.Admit(To("r2", 0, Event())), .. _group.Admit(To("r1", 5, Event()))];

        all.Select(one => (one.Position, one.Stream, one.Version)).ShouldBe([(1, "r1", 4), (2, "r1", 5), (3, "r2", 1), (4, "r1", 6)]);
        ChainVerifier.Verify(ChainHead.Genesis, all).Fault.ShouldBeNull();
    }

    [Fact]
    public void A_refused_append_leaves_the_next_one_its_place()
    {
        var half = To("r2", 0, Event()) with { Streams = [new("r2", 0, [Event()]), new("r1", 9, [Event()])] };
        Should.Throw<StreamConflictException>(() => _group.Admit(half)).Stream.ShouldBe("r1");

        _group.Admit(To("r2", 0, Event())).Single().Position.ShouldBe(1);
    }

    [Fact]
    public void A_lease_that_passed_on_is_told_before_the_version_is()
    {
        Should.Throw<StaleFenceException>(() => _group.Admit(To("r1", 9, Event()) with { Lease = Held with { Fence = 6 } }));
        Should.Throw<StaleFenceException>(() => _group.Admit(To("r1", 9, Event()) with { Lease = Held with { Owner = "two" } }));
        Should.Throw<StreamConflictException>(() => _group.Admit(To("r1", 9, Event()) with { Lease = Held }));
        _group.Admit(To("r1", 3, Event()) with { Lease = Held }).Count.ShouldBe(1);
    }
}
