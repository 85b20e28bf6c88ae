using Shouldly;
using Slipway.Core.Analysis.Sequential;
using Xunit;

namespace Slipway.Core.Tests.Analysis.Sequential;

public sealed class RateGridTests
{
    [Theory]
    [InlineData(42, 60, 0, 38.2914, 5e-5)]
    [InlineData(42, 60, 0.25, 4.6098, 5e-5)]
    [InlineData(5, 5, 0, 10.84, 5e-3)]
    public void The_published_cases_come_out(long candidate, long all, double tolerance, double e, double exactTo)
    {
        var grid = new RateGrid(1 + tolerance);
        grid.Add(0.5, candidate, all);
        grid.E.ShouldBe(e, exactTo);
    }

    [Fact]
    public void It_does_not_matter_in_how_many_scrapes_the_same_events_come()
    {
        var (once, often) = (new RateGrid(1), new RateGrid(1));
        once.Add(0.5, 42, 60);
        for (var scrape = 0; scrape < 6; scrape++)
            often.Add(0.5, 7, 10);
        often.LogE.ShouldBe(once.LogE, 1e-12);
    }
}
