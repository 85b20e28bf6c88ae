using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Slipway.Core.Planning;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Planning;

public sealed class InstanceSharesTests
{
    [Theory]
    [InlineData(10, 15, 0, 2, 8)]
    [InlineData(3, 50, 0, 2, 1)]
    [InlineData(3, 49, 1, 2, 2)]
    [InlineData(1, 49, 0, 0, 1)]
    [InlineData(1, 50, 0, 1, 0)]
    [InlineData(10, 0, 1, 0, 10)]
    [InlineData(10, 100, 1, 10, 0)]
    public void The_numbers_are_those_that_users_know(int wanted, int percent, int surge, int candidate, int stable) =>
        InstanceShares.Of(wanted, Weight.FromPercent(percent), surge).ShouldBe(new InstanceShares(candidate, stable));

    [Theory]
    [InlineData(25, 3)]
    [InlineData(33, 4)]
    [InlineData(99, 10)]
    [InlineData(0, 0)]
    public void Behind_a_router_with_weights_the_number_is_rounded_up(int percent, int instances) =>
        InstanceShares.Behind(10, Weight.FromPercent(percent)).ShouldBe(instances);

    [Fact]
    public void No_other_two_numbers_come_nearer()
    {
        var draws = from wanted in Gen.Choose(1, 40)
                    from surge in Gen.Choose(0, 4)
                    from points in Gen.Choose(1, 9_999)
                    where wanted + surge > 1
                    select (wanted, surge, points);
        Prop.ForAll(draws.ToArbitrary(), draw =>
        {
            var weight = Weight.FromPercent(draw.points / 100m);
            var chosen = InstanceShares.Of(draw.wanted, weight, draw.surge);
            var others = from total in Enumerable.Range(draw.wanted, draw.surge + 1)
                         from candidate in Enumerable.Range(1, Math.Max(0, total - 1))
                         select new InstanceShares(candidate, total - candidate);
            return others.Contains(chosen) && others.All(other => Off(chosen, weight) <= Off(other, weight));
        }).QuickCheckThrowOnFailure();
    }

    private static decimal Off(InstanceShares shares, Weight weight) =>
        Math.Abs((100m * shares.Candidate / (shares.Candidate + shares.Stable)) - weight.Percent);
}
