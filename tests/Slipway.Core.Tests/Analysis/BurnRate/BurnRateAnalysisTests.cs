using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Slipway.Core.Analysis.BurnRate;
using Xunit;

namespace Slipway.Core.Tests.Analysis.BurnRate;

public sealed class BurnRateAnalysisTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Source: The Site Reliability Workbook, table 5-8, for 99.9 %.</summary>
    [Theory]
    [InlineData(14.4, 144)]
    [InlineData(6, 60)]
    [InlineData(1, 10)]
    public void A_window_fires_above_its_error_rate_and_not_at_it(double factor, int errorsIn10000)
    {
        Judge(factor, errorsIn10000).Firing.ShouldBeFalse();
        Judge(factor, errorsIn10000 + 1).Firing.ShouldBeTrue();
        Judge(factor, errorsIn10000).Windows[0].BurnLong.ShouldBe(factor);

        static BurnRateResult Judge(double factor, int errors) =>
            BurnRateAnalysis.Judge(new BurnRateInput { Slo = 0.999, Windows = [new(TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), factor)], Series = Steady(60, 10_000, errors) });
    }

    [Fact]
    public void A_total_outage_fires_the_first_page_after_52_seconds()
    {
        var healthy = Enumerable.Range(0, 3_600).Select(second => new BurnRatePoint(Start.AddSeconds(second), 100, 0)).ToList();
        var firedAfter = Enumerable.Range(1, 120).First(seconds => BurnRateAnalysis.Judge(new BurnRateInput
        {
            Slo = 0.999,
            Series = [.. healthy, .. Enumerable.Range(0, seconds).Select(second => new BurnRatePoint(Start.AddSeconds(3_600 + second), 100, 100))],
        }).Windows[0].Firing);

        firedAfter.ShouldBe(52);
    }

    [Fact]
    public void A_burst_that_is_over_does_not_fire_any_more()
    {
        List<BurnRatePoint> series = [.. Steady(50, 100, 10), .. Enumerable.Range(50, 6).Select(minute => new BurnRatePoint(Start.AddMinutes(minute), 100, 0))];

        var result = BurnRateAnalysis.Judge(new BurnRateInput { Slo = 0.999, Series = series });

        result.Windows[0].BurnLong!.Value.ShouldBeGreaterThan(14.4);
        result.Windows[0].BurnShort.ShouldBe(0);
        result.Windows[0].Firing.ShouldBeFalse();
        result.Windows[1].Firing.ShouldBeTrue("its short window is longer");
    }

    [Fact]
    public void A_window_reaches_back_to_its_beginning_and_not_to_it()
    {
        var input = new BurnRateInput
        {
            Slo = 0.9,
            Windows = [new(TimeSpan.FromMinutes(60), TimeSpan.FromMinutes(5), 1)],
            Series = [new(Start, 100, 100), new(Start.AddMinutes(55), 100, 50), new(Start.AddMinutes(60), 100, 25)],
        };

        var window = BurnRateAnalysis.Judge(input).Windows[0];

        window.BurnLong!.Value.ShouldBe(3.75, 1e-12);
        window.BurnShort!.Value.ShouldBe(2.5, 1e-12);
    }

    [Fact]
    public void Without_requests_in_a_window_there_is_no_data_and_nothing_fires()
    {
        var silent = BurnRateAnalysis.Judge(new BurnRateInput { Slo = 0.999, Series = [new(Start, 0, 0)] });
        silent.ShouldBe(new BurnRateResult(false, [new(BurnRateWindow.Pages[0], null, null, false), new(BurnRateWindow.Pages[1], null, null, false)], null));

        var silentLately = BurnRateAnalysis.Judge(new BurnRateInput { Slo = 0.999, Series = [new(Start, 100, 100), new(Start.AddMinutes(10), 0, 0)] });
        silentLately.Windows[0].ShouldBe(new WindowBurn(BurnRateWindow.Pages[0], 1000, null, false));
        silentLately.Windows[1].ShouldBe(new WindowBurn(BurnRateWindow.Pages[1], 1000, 1000, true));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(5, 0.5)]
    [InlineData(10, 0)]
    [InlineData(30, -2)]
    public void The_budget_that_is_left_is_of_the_whole_series_and_may_be_negative(int errors, double left) =>
        BurnRateAnalysis.Judge(new BurnRateInput { Slo = 0.999, Series = [new(Start, 5_000, errors), new(Start.AddDays(20), 5_000, 0)] }).BudgetRemaining.ShouldBe(left);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.5)]
    [InlineData(99.9)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(0.9999999999999999)]
    public void An_objective_that_leaves_no_budget_or_nothing_else_is_refused(double slo) =>
        Problems(new BurnRateInput { Slo = slo, Series = Steady(1, 1, 0) }).ShouldHaveSingleItem().ShouldStartWith("slo: ");

    [Fact]
    public void Every_fault_is_told_with_its_place()
    {
        var input = new BurnRateInput
        {
            Slo = 0.999,
            Windows = [new(TimeSpan.FromMinutes(5), TimeSpan.FromHours(1), 14.4), new(TimeSpan.FromHours(1), TimeSpan.Zero, double.NaN)],
            Series = [new(Start, 10, 11), new(Start, -1, 0), new(Start.AddMinutes(1), 10, -1)],
        };

        Problems(input).ShouldBe(
        [
            "windows[0].long: must be longer than the short window",
            "windows[1].short: must be longer than 0",
            "windows[1].factor: NaN is not above 0 and at most 1000000",
            "series[0].errors: 11 is more than total, 10",
            "series[1].at: 2026-01-05T09:00:00.0000000+00:00 is not later than the entry before, 2026-01-05T09:00:00.0000000+00:00",
            "series[1].total: -1 is negative",
            "series[1].errors: 0 is more than total, -1",
            "series[2].errors: -1 is negative",
        ]);
        Should.Throw<ArgumentException>(() => BurnRateAnalysis.Judge(input)).Message.ShouldContain("series[0].errors");
    }

    [Fact]
    public void Nothing_at_all_is_refused() =>
        Problems(new BurnRateInput { Slo = 0.999, Windows = [], Series = [] }).ShouldBe(["windows: is empty, at least one is needed", "series: is empty, at least one entry is needed"]);

    [Fact]
    public void The_largest_counts_do_not_overflow() =>
        BurnRateAnalysis.Judge(new BurnRateInput { Slo = 0.999999999, Series = [new(Start, long.MaxValue, long.MaxValue), new(Start.AddSeconds(1), long.MaxValue, long.MaxValue)] })
            .Windows[0].BurnLong.ShouldBe(1e9);

    /// <summary>The definition, written down once more without a loop that stops early.</summary>
    [Fact]
    public void A_burn_is_the_error_rate_over_the_budget() => Prop.ForAll(ArbMap.Default.ArbFor<NonEmptyArray<byte>>(), drawn =>
    {
        var totals = drawn.Get;
        var series = totals.Select((total, index) => new BurnRatePoint(Start.AddMinutes(index * 7), total, total / 3)).ToList();
        var now = series[^1].At;

        foreach (var window in BurnRateAnalysis.Judge(new BurnRateInput { Slo = 0.99, Series = series }).Windows)
        {
            var within = series.Where(point => point.At > now - window.Window.Long).ToList();
            var total = within.Sum(point => point.Total);
            if (total == 0)
                window.BurnLong.ShouldBeNull();
            else
                window.BurnLong!.Value.ShouldBe(within.Sum(point => point.Errors) / (double)total / 0.01, 1e-9);
            window.Firing.ShouldBe(window.BurnLong > window.Window.Factor && window.BurnShort > window.Window.Factor);
        }
    }).QuickCheckThrowOnFailure();

    private static IReadOnlyList<string> Problems(BurnRateInput input) => BurnRateAnalysis.Problems(input);

    private static List<BurnRatePoint> Steady(int minutes, long total, long errors) =>
        [.. Enumerable.Range(0, minutes).Select(minute => new BurnRatePoint(Start.AddMinutes(minute), total, errors))];
}
