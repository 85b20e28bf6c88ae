using Shouldly;
using Slipway.Core.Analysis.Sequential;
using Xunit;

namespace Slipway.Core.Tests.Analysis.Sequential;

public sealed class SignTestTests
{
    [Fact]
    public void Six_bad_blocks_of_six_are_enough_at_five_percent_and_five_are_not()
    {
        var test = new SignTest();
        for (var block = 0; block < 5; block++)
            test.Add(candidateIsWorse: true);
        test.E.ShouldBeLessThan(20);
        test.Add(candidateIsWorse: true);
        test.E.ShouldBeGreaterThan(20);
    }

    /// <summary>All 2^10 courses of ten blocks in which each side is as often the worse one.</summary>
    [Fact]
    public void Of_equal_sides_it_is_one_in_the_mean()
    {
        double sum = 0;
        for (var course = 0; course < 1024; course++)
        {
            var test = new SignTest();
            for (var block = 0; block < 10; block++)
                test.Add(((course >> block) & 1) == 1, change: 0.1);
            sum += test.E;
        }

        (sum / 1024).ShouldBe(1, 1e-9);
    }
}
