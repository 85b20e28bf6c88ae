using Shouldly;
using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Core.Simulation;
using Xunit;

namespace Slipway.Core.Tests.Engine;

public sealed class FairShareTests
{
    private readonly VirtualTime _time = new();
    private readonly FairShare _share;

    public FairShareTests() => _share = new FairShare(_time, maxDriven: 100);

    [Theory]
    [InlineData(1, 7, 0, 7)]
    [InlineData(1, 7, 7, 0)]
    [InlineData(3, 10, 0, 4)]
    [InlineData(3, 10, 3, 1)]
    [InlineData(3, 10, 4, 0)]
    [InlineData(1, 500, 0, 100)]
    [InlineData(2, 0, 0, 0)]
    public void A_server_claims_up_to_its_share_rounded_up_and_never_more_than_it_can_drive(int servers, int live, int driven, int missing) =>
        _share.Missing(new Standing(servers, live, driven), driven).ShouldBe(missing);

    [Fact]
    public void A_surplus_is_given_back_once_it_has_lasted()
    {
        var standing = new Standing(2, 10, 8);
        _share.Missing(standing, 8).ShouldBe(0);
        _time.Advance(TimeSpan.FromSeconds(2) - TimeSpan.FromTicks(1));
        _share.Missing(standing, 8).ShouldBe(0);
        _time.Advance(TimeSpan.FromTicks(1));
        _share.Missing(standing, 8).ShouldBe(-3);
    }

    [Fact]
    public void A_surplus_that_was_gone_in_between_begins_anew()
    {
        _share.Missing(new Standing(2, 10, 8), 8).ShouldBe(0);
        _time.Advance(TimeSpan.FromSeconds(1));
        _share.Missing(new Standing(1, 10, 8), 8).ShouldBe(2);
        _time.Advance(TimeSpan.FromSeconds(1));
        _share.Missing(new Standing(2, 10, 8), 8).ShouldBe(0);
    }

    [Fact]
    public void One_server_alone_gives_nothing_back()
    {
        _share.Missing(new Standing(1, 3, 5), 5).ShouldBe(0);
        _time.Advance(TimeSpan.FromMinutes(1));
        _share.Missing(new Standing(1, 3, 5), 5).ShouldBe(0);
    }
}
