using Shouldly;
using Slipway.Core.Analysis.Kayenta;
using Xunit;

namespace Slipway.Core.Tests.Analysis.Kayenta;

public sealed class PercentileTests
{
    private static readonly double[] Points = [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5];

    [Theory]
    [InlineData(5, 0.175)]
    [InlineData(50, 1.75)]
    [InlineData(0, 0)]
    [InlineData(100, 3.5)]
    public void Between_two_points_it_goes_in_a_straight_line(double percent, double value) => Percentile.Of(Points, percent).ShouldBe(value, 1e-12);

    [Fact]
    public void Of_one_point_it_is_the_point() => Percentile.Of([7], 99).ShouldBe(7);
}
