using Shouldly;
using Slipway.Core.Gates.Windows;
using Slipway.Core.Specs.Model;
using Xunit;

namespace Slipway.Core.Tests.Gates.Windows;

public sealed class WindowGateTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A allows, D denies; + is active, - is not; m permits manual runs.</summary>
    [Theory]
    [InlineData("", true, true)]
    [InlineData("A+", true, true)]
    [InlineData("A-", false, false)]
    [InlineData("A-m", true, false)]
    [InlineData("A-m A-", false, false)]
    [InlineData("A+ A-", true, true)]
    [InlineData("D-", true, true)]
    [InlineData("D+", false, false)]
    [InlineData("D+m", true, false)]
    [InlineData("D+m D+", false, false)]
    [InlineData("A+ D-", true, true)]
    [InlineData("A+ D+", false, false)]
    [InlineData("A+ D+m", true, false)]
    [InlineData("A- D-", false, false)]
    [InlineData("A-m D+m", true, false)]
    [InlineData("A- D+m", false, false)]
    public void The_table_of_windows_holds(string windows, bool manual, bool automatic)
    {
        var specs = windows.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Window).ToList();
        WindowGate.Decide(specs, Noon, manual: true).Allowed.ShouldBe(manual);
        WindowGate.Decide(specs, Noon, manual: false).Allowed.ShouldBe(automatic);
    }

    [Fact]
    public void A_window_is_active_at_its_start_and_no_longer_when_its_duration_has_passed()
    {
        IReadOnlyList<WindowSpec> windows = [Of(WindowKind.Allow, "0 9 * * *", hours: 8)];
        Allowed(windows, "2026-06-01T08:59:59.9999999Z").ShouldBeFalse();
        Allowed(windows, "2026-06-01T09:00:00Z").ShouldBeTrue();
        Allowed(windows, "2026-06-01T16:59:59.9999999Z").ShouldBeTrue();
        Allowed(windows, "2026-06-01T17:00:00Z").ShouldBeFalse();
    }

    [Theory]
    [InlineData("2026-10-25T00:29:59Z", true)]
    [InlineData("2026-10-25T00:30:00Z", false)]
    [InlineData("2026-10-25T01:00:00Z", false)]
    [InlineData("2026-10-25T01:30:00Z", false)]
    [InlineData("2026-10-25T02:29:59Z", false)]
    [InlineData("2026-10-25T02:30:00Z", true)]
    public void A_deny_window_over_the_change_of_the_clocks_has_no_hole(string at, bool allowed) =>
        Allowed([Of(WindowKind.Deny, "30 1 * * *", hours: 2, zone: "Europe/London")], at).ShouldBe(allowed);

    [Fact]
    public void Windows_that_touch_or_overlap_close_where_the_last_of_them_ends()
    {
        IReadOnlyList<WindowSpec> windows =
        [
            Of(WindowKind.Allow, "0 9 * * *", hours: 8), Of(WindowKind.Allow, "0 17 * * *", hours: 1), Of(WindowKind.Allow, "30 17 * * *", hours: 2),
            Of(WindowKind.Deny, "0 18 1 6 *", hours: 24),
        ];
        Changes(windows, "2026-05-31T10:00:00Z").ShouldBe(("2026-06-01T09:00:00Z", "2026-05-31T19:30:00Z"));
        Changes(windows, "2026-06-01T10:00:00Z").ShouldBe(("2026-06-02T18:00:00Z", "2026-06-01T18:00:00Z"));
        Changes(windows, "2026-06-01T18:00:00Z").ShouldBe(("2026-06-02T18:00:00Z", "2026-06-02T19:30:00Z"));
    }

    [Fact]
    public void What_never_changes_has_no_edge()
    {
        Changes([], "2026-06-01T00:00:00Z").ShouldBe((null, null));
        Changes([Of(WindowKind.Allow, "0 0 * * *", hours: 24)], "2026-06-01T00:00:00Z").ShouldBe((null, null));
        Changes([Of(WindowKind.Deny, "0 * * * *", hours: 1)], "2026-06-01T00:00:00Z").ShouldBe((null, null));
        Changes([Of(WindowKind.Deny, "*/5 * * * *", hours: 2, zone: "Europe/London")], "2026-06-01T00:00:00Z").ShouldBe((null, null));
        Changes([Of(WindowKind.Allow, "* * * * *", hours: 1), Of(WindowKind.Deny, "* * * * *", hours: 1)], "2026-06-01T00:00:00Z").ShouldBe((null, null));
    }

    [Fact]
    public void Activity_without_a_break_ends_in_the_hour_that_occurs_twice()
    {
        // Starts of that hour count once: the clock shows 01:00 to 02:00 again without one.
        IReadOnlyList<WindowSpec> windows = [Of(WindowKind.Allow, "* * * * *", hours: 0, zone: "Europe/London") with { Duration = TimeSpan.FromMinutes(1) }];
        Changes(windows, "2026-01-01T00:00:00Z").ShouldBe(("2026-10-25T02:00:00Z", "2026-10-25T01:00:00Z"));
    }

    [Fact]
    public void A_schedule_that_is_silent_for_eight_years_has_its_edges_too() =>
        Changes([Of(WindowKind.Allow, "0 0 29 2 *", hours: 24)], "2096-03-01T00:00:00Z").ShouldBe(("2104-02-29T00:00:00Z", "2104-03-01T00:00:00Z"));

    [Fact]
    public void Windows_that_contradict_each_other_each_minute_are_given_up_on()
    {
        IReadOnlyList<WindowSpec> windows = [Minute(WindowKind.Allow), Minute(WindowKind.Deny)];
        Changes(windows, "2026-06-01T00:00:00Z").ShouldBe((null, null));

        static WindowSpec Minute(WindowKind kind) => Of(kind, "* * * * *", hours: 0) with { Duration = TimeSpan.FromSeconds(30) };
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public void The_ends_of_time_have_an_answer(string at)
    {
        Allowed([Of(WindowKind.Allow, "0 0 * * *", hours: 1, zone: "Pacific/Chatham")], at).ShouldBeFalse();
        Allowed([Of(WindowKind.Deny, "0 5 * * *", hours: 1, zone: "America/St_Johns")], at).ShouldBeTrue();
    }

    [Theory]
    [InlineData("", false, "there are no windows")]
    [InlineData("A+", false, "the allow window '0 6 * * *' for 12h (UTC) is active until Mon 2026-06-01 18:00 +00:00")]
    [InlineData("A-", false, "no allow window is active; the next is the allow window '0 18 * * *' for 1h (UTC), which starts on Mon 2026-06-01 18:00 +00:00")]
    [InlineData("A-m A-", true, "no allow window is active, and the allow window '0 18 * * *' for 1h (UTC) does not permit manual runs outside; the next is the allow window '0 18 * * *' for 1h (UTC), which starts on Mon 2026-06-01 18:00 +00:00")]
    [InlineData("A-m", true, "no allow window is active, but all of them permit manual runs")]
    [InlineData("D-", false, "no deny window is active; the next is the deny window '0 18 * * *' for 1h (UTC), which starts on Mon 2026-06-01 18:00 +00:00")]
    [InlineData("D+", true, "the deny window '0 6 * * *' for 12h (UTC) is active until Mon 2026-06-01 18:00 +00:00 and does not permit manual runs")]
    [InlineData("A+ D+m", true, "the deny window '0 6 * * *' for 12h (UTC) is active until Mon 2026-06-01 18:00 +00:00, but permits manual runs")]
    public void The_reason_names_the_window_that_decides(string windows, bool manual, string reason) =>
        WindowGate.Decide([.. windows.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Window)], Noon, manual).Reason.ShouldBe(reason);

    private static WindowSpec Window(string sign)
    {
        var window = sign[1] == '+' ? Of(Kind(sign), "0 6 * * *", hours: 12) : Of(Kind(sign), "0 18 * * *", hours: 1);
        return window with { Manual = sign.EndsWith('m') };
    }

    private static WindowKind Kind(string sign) => sign[0] == 'A' ? WindowKind.Allow : WindowKind.Deny;

    private static WindowSpec Of(WindowKind kind, string schedule, int hours, string zone = "UTC") =>
        new() { Kind = kind, Schedule = CronSchedule.Parse(schedule), Duration = TimeSpan.FromHours(hours), TimeZone = zone };

    private static bool Allowed(IReadOnlyList<WindowSpec> windows, string at) =>
        WindowGate.Decide(windows, DateTimeOffset.Parse(at), manual: false).Allowed;

    private static (string? Open, string? Close) Changes(IReadOnlyList<WindowSpec> windows, string at)
    {
        var decision = WindowGate.Decide(windows, DateTimeOffset.Parse(at), manual: false);
        return (Text(decision.NextOpen), Text(decision.NextClose));

        static string? Text(DateTimeOffset? time) => time?.ToString("yyyy-MM-ddTHH:mm:ssZ");
    }
}
