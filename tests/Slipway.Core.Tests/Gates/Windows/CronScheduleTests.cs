using NodaTime;
using NodaTime.Text;
using Shouldly;
using Slipway.Core.Gates.Windows;
using Xunit;

namespace Slipway.Core.Tests.Gates.Windows;

public sealed class CronScheduleTests
{
    [Theory]
    [InlineData("0 9 * * 1-5", "2026-01-02T09:00:00Z", "2026-01-05T09:00:00Z")]
    [InlineData("0 9 * * MON-FRI", "2026-01-02T08:59:59Z", "2026-01-02T09:00:00Z")]
    [InlineData("*/20 * * * *", "2026-01-01T00:00:01Z", "2026-01-01T00:20:00Z")]
    [InlineData("5/20 * * * *", "2026-01-01T00:00:00Z", "2026-01-01T00:05:00Z")]
    [InlineData("0 0-6/3,22 * * *", "2026-01-01T06:00:00Z", "2026-01-01T22:00:00Z")]
    [InlineData("59 23 31 DEC *", "2026-12-31T23:59:00Z", "2027-12-31T23:59:00Z")]
    [InlineData("0 0 31 * *", "2026-01-31T00:00:00Z", "2026-03-31T00:00:00Z")]
    [InlineData("0 0 29 2 *", "2096-02-29T00:00:00Z", "2104-02-29T00:00:00Z")]
    [InlineData("0 0 * * 0", "2026-01-01T00:00:00Z", "2026-01-04T00:00:00Z")]
    [InlineData("0 0 * * 7", "2026-01-01T00:00:00Z", "2026-01-04T00:00:00Z")]
    [InlineData("0 0 * * fri-sun", "2026-01-03T00:00:00Z", "2026-01-04T00:00:00Z")]
    [InlineData("0 0 13 * FRI", "2026-01-09T00:00:00Z", "2026-01-13T00:00:00Z")]
    [InlineData("0 0 30 2 MON", "2026-02-02T00:00:00Z", "2026-02-09T00:00:00Z")]
    [InlineData("0 0 1 jan,Jul *", "2026-01-01T00:00:00Z", "2026-07-01T00:00:00Z")]
    public void The_next_start_is_after_the_instant_and_the_previous_one_of_that_is_at_it(string text, string after, string expected)
    {
        var schedule = CronSchedule.Parse(text);
        var next = schedule.NextStart(At(after), DateTimeZone.Utc);
        next.ShouldBe(At(expected));
        schedule.PreviousStart(next!.Value, DateTimeZone.Utc).ShouldBe(next);
        schedule.PreviousStart(next.Value - Duration.Epsilon, DateTimeZone.Utc).ShouldNotBe(next);
    }

    [Theory]
    [InlineData("30 1 * * *", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("30 1 * * *", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z")]
    [InlineData("30 1 * * *", "2026-10-25T00:00:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("30 1 * * *", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z")]
    [InlineData("* * * * *", "2026-10-25T00:59:00Z", "2026-10-25T02:00:00Z")]
    public void Clocks_that_change_move_a_start_that_they_leave_out_and_do_not_repeat_one(string text, string after, string expected) =>
        CronSchedule.Parse(text).NextStart(At(after), DateTimeZoneProviders.Tzdb["Europe/London"]).ShouldBe(At(expected));

    [Theory]
    [InlineData("", "has 0 fields")]
    [InlineData("@daily", "has 1 field")]
    [InlineData("0 9 * *", "has 4 fields")]
    [InlineData("60 9 * * *", "minute: '60' is not a value here")]
    [InlineData("0 24 * * *", "hour: '24' is not a value here")]
    [InlineData("0 9 0 * *", "day of month: '0' is not a value here")]
    [InlineData("0 9 * 13 *", "month: '13' is not a value here")]
    [InlineData("0 9 * * 8", "day of week: '8' is not a value here")]
    [InlineData("0 9 * * MONDAY", "day of week: 'MONDAY' is not a value here")]
    [InlineData("0 9 * MON *", "month: 'MON' is not a value here")]
    [InlineData("0 9 * * 5-1", "day of week: '5-1' ends before it begins")]
    [InlineData("*/0 * * * *", "minute: '*/0' has the step '0'")]
    [InlineData("*/90 * * * *", "minute: '*/90' has the step '90'")]
    [InlineData("1/2/3 * * * *", "minute: '1/2/3' has two steps")]
    [InlineData("1,,3 * * * *", "minute: has an empty item")]
    [InlineData("1-2-3 * * * *", "minute: '1-2-3' is not a range")]
    [InlineData("1- * * * *", "minute: has a range without a begin or an end")]
    [InlineData("-1 * * * *", "minute: has a range without a begin or an end")]
    [InlineData("+1 * * * *", "minute: '+1' is not a value here")]
    [InlineData("0 0 30 2 *", "day of month: '0 0 30 2 *' never occurs: none of its months has such a day")]
    [InlineData("0 0 31 4,6,9,11 *", "day of month: '0 0 31 4,6,9,11 *' never occurs: none of its months has such a day")]
    public void A_fault_names_its_field_and_what_to_write_instead(string text, string message)
    {
        CronSchedule.TryParse(text, out var schedule, out var faults).ShouldBeFalse();
        schedule.ShouldBeNull();
        var fault = faults.ShouldHaveSingleItem();
        (fault.Field.Length == 0 ? fault.Message : $"{fault.Field}: {fault.Message}").ShouldEndWith(message);
        fault.Remedy.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public void All_fields_that_are_wrong_are_named_at_once()
    {
        CronSchedule.TryParse("60 24 0 13 8", out _, out var faults).ShouldBeFalse();
        faults.Select(f => f.Field).ShouldBe(["minute", "hour", "day of month", "month", "day of week"]);
    }

    [Fact]
    public void Beyond_the_calendar_there_is_no_start()
    {
        var schedule = CronSchedule.Parse("0 0 29 2 *");
        schedule.NextStart(Instant.FromDateTimeOffset(DateTimeOffset.MaxValue), DateTimeZone.Utc).ShouldBeNull();
        schedule.PreviousStart(Instant.FromDateTimeOffset(DateTimeOffset.MinValue), DateTimeZone.Utc).ShouldBeNull();
    }

    [Fact]
    public void Two_schedules_with_the_same_fields_are_equal() =>
        CronSchedule.Parse(" 0  9 * * 1-5\t").ShouldBe(CronSchedule.Parse("0 9 * * 1-5"));

    private static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).Value;
}
