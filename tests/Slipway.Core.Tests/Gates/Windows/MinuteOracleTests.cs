using NodaTime;
using Shouldly;
using Slipway.Core.Gates.Windows;
using Slipway.Core.Specs.Model;
using Xunit;

namespace Slipway.Core.Tests.Gates.Windows;

/// <summary>The gate against a year that was looked at minute by minute, with both changes of the clocks.</summary>
public sealed class MinuteOracleTests
{
    private const int WindowSets = 4;
    private const int MinutesOfYear = 365 * 24 * 60;

    private const int QuestionsByChance = 100;

    private static readonly Instant YearStart = Instant.FromUtc(2026, 1, 1, 0, 0);

    private static readonly string[] Minutes = ["0", "30", "15,45", "*/15", "59", "7/20", "10-20/5"];
    private static readonly string[] Hours = ["*", "1", "2", "0-3", "22,23", "*/6", "9", "1-2"];
    private static readonly string[] Days = ["*", "*", "*", "1", "25-31", "*/2", "29,8"];
    private static readonly string[] Months = ["*", "*", "*", "MAR,OCT,NOV", "4-10", "JAN"];
    private static readonly string[] Weekdays = ["*", "*", "SUN", "0", "7", "MON-FRI", "6-7", "SAT"];
    private static readonly int[] Durations = [1, 15, 30, 90, 120, 8 * 60, 24 * 60, (24 * 60) + 1, 3 * 24 * 60, 31 * 24 * 60];

    [Theory]
    [InlineData("Europe/London")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Asia/Kolkata")]
    [InlineData("America/St_Johns")]
    [InlineData("Africa/Casablanca")]
    [InlineData("Pacific/Chatham")]
    public void Every_minute_of_a_year_has_the_same_answer_and_every_change_is_foreseen(string zone)
    {
        var clock = new WallClock(zone, YearStart, MinutesOfYear);
        for (var seed = 0; seed < WindowSets; seed++)
        {
            var random = new Random(seed);
            var windows = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Drawn(random, zone)).ToList();
            var told = $"{zone}, seed {seed}: {string.Join("; ", windows.Select(w => $"{w.Kind} {w.Schedule} {w.Duration} manual={w.Manual}"))}";
            var oracle = new MinuteOracle(windows, clock);
            foreach (var manual in (bool[])[false, true])
                Compare(oracle.Allowed(manual), windows, manual, random, told);
        }
    }

    private static void Compare(bool[] allowed, List<WindowSpec> windows, bool manual, Random random, string told)
    {
        // From change to change the gate goes through the whole year: each minute between two of them has the answer of its begin.
        var minute = 0;
        while (minute < MinutesOfYear)
        {
            var decision = WindowGate.Decide(windows, At(minute), manual);
            var end = (decision.Allowed ? decision.NextClose : decision.NextOpen) is { } change && change < At(MinutesOfYear) ? MinuteOf(change) : MinutesOfYear;
            Array.FindIndex(allowed, minute, end - minute, answer => answer != decision.Allowed).ShouldBe(-1, $"{told} manual={manual} from {At(minute):O} to {At(end):O}");
            minute = end;
        }

        for (var question = 0; question < QuestionsByChance; question++)
        {
            var at = random.Next(MinutesOfYear);
            var decision = WindowGate.Decide(windows, At(at), manual);
            decision.Allowed.ShouldBe(allowed[at], $"{told} manual={manual} at {At(at):O}");
            Foreseen(decision.NextOpen, allowed, at, turned: true, told);
            Foreseen(decision.NextClose, allowed, at, turned: false, told);
        }
    }

    private static void Foreseen(DateTimeOffset? foreseen, bool[] allowed, int minute, bool turned, string told)
    {
        var next = minute + 1;
        while (next < allowed.Length && !(allowed[next] == turned && allowed[next - 1] != turned))
            next++;
        var message = $"{told} at {At(minute):O} turning {(turned ? "open" : "closed")}";
        if (next < allowed.Length)
            foreseen.ShouldBe(At(next), message);
        else if (foreseen is { } later)
            later.ShouldBeGreaterThanOrEqualTo(At(allowed.Length), message);
    }

    private static int MinuteOf(DateTimeOffset at)
    {
        var minutes = (at - At(0)).TotalMinutes;
        minutes.ShouldBe(Math.Floor(minutes));
        return (int)minutes;
    }

    private static DateTimeOffset At(int minute) => (YearStart + Duration.FromMinutes(minute)).ToDateTimeOffset();

    private static WindowSpec Drawn(Random random, string zone) => new()
    {
        Kind = random.Next(2) == 0 ? WindowKind.Allow : WindowKind.Deny,
        Schedule = CronSchedule.Parse($"{One(random, Minutes)} {One(random, Hours)} {One(random, Days)} {One(random, Months)} {One(random, Weekdays)}"),
        Duration = TimeSpan.FromMinutes(One(random, Durations)),
        TimeZone = zone,
        Manual = random.Next(3) == 0,
    };

    private static T One<T>(Random random, T[] choices) => choices[random.Next(choices.Length)];
}
