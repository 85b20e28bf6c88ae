using Shouldly;
using Slipway.Core.Audit;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Audit;

public sealed class ChainHashTests
{
    private static readonly DateTimeOffset Nine = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_hash_of_a_known_event_never_changes() =>
        Of(Nine, "r1", "planned").ToString().ShouldBe("sha256:725ed3ac5da93061acc259636a1333bd7dba0650cfbc94b19130c0f7a2aeb834");

    [Fact]
    public void Texts_that_run_on_into_each_other_have_different_hashes() =>
        Of(Nine, "r1", "planned").ShouldNotBe(Of(Nine, "r1p", "lanned"));

    [Fact]
    public void An_origin_counts_and_none_hashes_as_if_there_were_no_such_field()
    {
        Of(Nine, "r1", "planned", "cli 10.0.0.5 token ci").ToString().ShouldBe("sha256:82c126aa8a02ae4c3d1451a9f3c1d170f55aecccad917a982abca2c3fc8c9f81");
        Of(Nine, "r1", "planned", "").ShouldNotBe(Of(Nine, "r1", "planned"));
        ChainHash.Of(default, 1, "s", 1, "t", "{}", Nine, "alice", "bob").ShouldNotBe(ChainHash.Of(default, 1, "s", 1, "t", "{}", Nine, "alicebob"));
    }

    [Fact]
    public void The_same_instant_in_another_zone_has_the_same_hash() =>
        Of(Nine.ToOffset(TimeSpan.FromHours(5)), "r1", "planned").ShouldBe(Of(Nine, "r1", "planned"));

    [Fact]
    public void Text_that_cannot_be_stored_as_it_is_has_no_hash() =>
        Should.Throw<ArgumentException>(() => Of(Nine, "\ud83d", "planned"));

    private static Digest Of(DateTimeOffset time, string stream, string type, string? origin = null) =>
        ChainHash.Of(ChainHead.Genesis.Hash, 1, stream, 1, type, """{"größe":1}""", time, "alice", origin);
}
