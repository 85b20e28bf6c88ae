using Shouldly;
using Slipway.Core.Analysis.BurnRate;
using Slipway.Core.Specs.Model;
using Xunit;

namespace Slipway.Core.Tests.Analysis.BurnRate;

public sealed class ErrorBudgetTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private static readonly SloSpec Slo = new() { Objective = 0.999 };

    [Fact]
    public void What_is_left_is_told_with_its_numbers()
    {
        var reading = Read((60 * 24, 90_000, 30));
        reading.Remaining!.Value.ShouldBe(2 / 3.0, 1e-9);
        reading.Sentence.ShouldBe("66.7 % of the error budget of 99.9 % over 30d are left: 30 of 90000 requests failed, 90 were allowed");
    }

    [Fact]
    public void A_budget_that_is_used_up_says_by_how_much()
    {
        var reading = Read((60 * 24, 100_000, 150), (60 * 48, 0, 0));
        reading.IsSpent.ShouldBeTrue();
        reading.IsLow.ShouldBeTrue();
        reading.Burning.ShouldBeFalse();
        reading.Sentence.ShouldBe("the error budget of 99.9 % over 30d is used up: 150 of 100000 requests failed, 100 were allowed");
    }

    [Theory]
    [InlineData(74, false)]
    [InlineData(75, false)]
    [InlineData(76, true)]
    public void Under_a_quarter_is_low(int errors, bool low) => Read((60 * 24, 100_000, errors)).IsLow.ShouldBe(low);

    [Fact]
    public void A_burn_that_pages_is_told_with_its_windows()
    {
        var reading = Read((60 * 24, 1_000_000, 0), (50, 10_000, 0), (2, 10_000, 1_000));
        reading.Burning.ShouldBeTrue();
        reading.IsSpent.ShouldBeFalse();
        reading.Sentence.ShouldBe(
            "2 % of the error budget of 99.9 % over 30d are left: 1000 of 1020000 requests failed, 1020 were allowed; it burns at 50 times its pace over 1h and 100 times over 5m, 14.4 is too fast");
    }

    [Fact]
    public void A_burn_that_is_over_does_not_page() => Read((40, 10_000, 1_000), (2, 10_000, 0)).Burning.ShouldBeFalse();

    [Fact]
    public void Silence_since_the_burn_moves_the_windows_on() => Read((40, 10_000, 5_000)).Burning.ShouldBeFalse();

    [Fact]
    public void With_a_handful_of_requests_nobody_is_paged() => Read((2, 19, 19)).Burning.ShouldBeFalse();

    [Fact]
    public void An_interval_that_has_not_ended_counts_until_now()
    {
        var reading = Read((2, 10_000, 0), (-1, 10_000, 10_000));
        reading.Burning.ShouldBeTrue();
        reading.Remaining.ShouldBe(1 - (10_000 / 20.0));
    }

    [Fact]
    public void More_errors_than_requests_and_several_points_of_one_instant_are_taken_as_they_come() =>
        Read((2, 10, 100), (2, 90, 0), (1, 0, 5)).Remaining.ShouldBe(-999);

    [Fact]
    public void What_is_older_than_the_window_does_not_count() =>
        ErrorBudget.Read(Slo with { Window = TimeSpan.FromDays(1) }, [Point(60 * 24, 1_000, 1_000), Point(60, 1_000, 0)], Now).Remaining.ShouldBe(1);

    [Fact]
    public void Without_a_request_nothing_is_known_and_nothing_is_held()
    {
        var reading = Read();
        reading.ShouldBe(new BudgetReading(false, null, "the error budget of 99.9 % over 30d: no requests were measured"));
        (reading.IsLow, reading.IsSpent).ShouldBe((false, false));
    }

    private static BudgetReading Read(params (int MinutesAgo, long Total, long Errors)[] points) =>
        ErrorBudget.Read(Slo, points.Select(point => Point(point.MinutesAgo, point.Total, point.Errors)), Now);

    private static BurnRatePoint Point(int minutesAgo, long total, long errors) => new(Now.AddMinutes(-minutesAgo), total, errors);
}
