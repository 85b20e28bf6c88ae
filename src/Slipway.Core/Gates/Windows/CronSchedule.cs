using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Text.Json.Serialization;
using NodaTime;

namespace Slipway.Core.Gates.Windows;

/// <summary>
/// The wall-clock minutes at which something starts, as five fields: minute, hour, day of month, month, day of week.
/// Where day of month and day of week are both given, either of them is enough.
/// </summary>
[JsonConverter(typeof(CronScheduleJsonConverter))]
public sealed record CronSchedule
{
    /// <summary>What one looks like, for error messages.</summary>
    public const string Shape = "five fields: minute hour day-of-month month day-of-week, such as 0 9 * * 1-5";

    /// <summary>The longest time between two starts: from 29 February 1896 to that of 1904.</summary>
    private const int MaxMonths = (8 * 12) + 1;

    private const int MinutesPerHour = 60;
    private const int MinutesPerDay = 24 * MinutesPerHour;

    /// <summary>Years that every clock in the world can show within the calendar.</summary>
    private const int FirstYear = 2;
    private const int LastYear = 9997;

    private static readonly Instant CalendarStart = Instant.FromUtc(FirstYear, 1, 1, 0, 0);
    private static readonly Instant CalendarEnd = Instant.FromUtc(LastYear, 12, 31, 0, 0);

    private readonly string _text;
    private readonly ulong _minutes;
    private readonly ulong _hours;
    private readonly ulong _days;
    private readonly ulong _months;
    private readonly ulong _weekdays;
    private readonly bool _eitherDay;

    private CronSchedule(string[] fields, ulong[] sets)
    {
        _text = string.Join(' ', fields);
        (_minutes, _hours, _days, _months, _weekdays) = (sets[0], sets[1], sets[2], sets[3], sets[4]);
        _eitherDay = !CronField.IsStar(fields[2]) && !CronField.IsStar(fields[4]);
        LongestPause = FirstTime + MinutesPerDay - LastTime;
        for (var time = FirstTime; TimeAtOrAfter(time + 1) is { } next; time = next)
            LongestPause = Math.Max(LongestPause, next - time);
    }

    /// <summary>Reads a schedule, or says everything that is wrong with it.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out CronSchedule? schedule, out IReadOnlyList<CronFault> faults)
    {
        schedule = null;
        var fields = (text ?? "").Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != CronField.InOrder.Length)
        {
            faults = [new CronFault("", $"'{text}' has {(fields.Length == 1 ? "1 field" : $"{fields.Length} fields")}", $"a schedule is {Shape}")];
            return false;
        }

        var sets = new ulong[fields.Length];
        faults = [.. CronField.InOrder.Select((field, index) => field.Read(fields[index], out sets[index])).OfType<CronFault>()];
        if (faults.Count > 0)
            return false;
        var read = new CronSchedule(fields, sets);
        if (!read.Occurs)
        {
            faults = [new CronFault("day of month", $"'{text}' never occurs: none of its months has such a day", "name a day that one of the months has, or more months")];
            return false;
        }

        schedule = read;
        return true;
    }

    /// <exception cref="ArgumentException">The text is no schedule.</exception>
    public static CronSchedule Parse(string text) =>
        TryParse(text, out var schedule, out var faults)
            ? schedule
            : throw new ArgumentException($"'{text}' is not a schedule: {string.Join("; ", faults.Select(f => f.Message))}", nameof(text));

    /// <summary>
    /// The first start after an instant. A wall-clock time that a change of the clock leaves out starts at the first instant behind it;
    /// one that occurs twice starts at its first occurrence only.
    /// </summary>
    /// <returns>Null beyond the end of the calendar.</returns>
    public Instant? NextStart(Instant after, DateTimeZone zone) =>
        after < CalendarEnd && NextAtOrAfter(FirstUnseen(after, zone)) is { } local ? ToInstant(local, zone) : null;

    /// <summary>The last start at or before an instant; of wall-clock times as <see cref="NextStart"/>.</summary>
    /// <returns>Null before the beginning of the calendar.</returns>
    public Instant? PreviousStart(Instant at, DateTimeZone zone) =>
        at > CalendarStart && LastBefore(FirstUnseen(at, zone)) is { } local ? ToInstant(local, zone) : null;

    public override string ToString() => _text;

    /// <summary>In minutes: the longest time between two starts of one day, or between the last of it and the first of the next day.</summary>
    internal int LongestPause { get; }

    /// <summary>The last day of the unbroken row of days with starts in which <paramref name="from"/> is, but none after <paramref name="bound"/>.</summary>
    internal LocalDate LastDayInRow(LocalDate from, LocalDate bound)
    {
        for (var first = from; first <= bound; first = FirstOfNextMonth(first))
        {
            // The row ends where a day is missing, or goes on into the next month.
            var missing = ~DaysOf(first.Year, first.Month) & From(first.Day);
            var row = BitOperations.TrailingZeroCount(missing) - 1;
            if (row < CalendarSystem.Iso.GetDaysInMonth(first.Year, first.Month))
                return LocalDate.Min(bound, first.PlusDays(row - first.Day));
        }

        return bound;
    }

    internal LocalDateTime LastOf(LocalDate day) => At(day, LastTime);

    internal static Instant ToInstant(LocalDateTime local, DateTimeZone zone)
    {
        var mapping = zone.MapLocal(local);
        return mapping.Count == 0 ? mapping.LateInterval.Start : mapping.First().ToInstant();
    }

    private bool Occurs => _eitherDay || Enumerable.Range(1, 12).Any(month => Has(_months, month) && Lowest(_days) <= CalendarSystem.Iso.GetDaysInMonth(2000, month));

    private int FirstTime => (Lowest(_hours) * MinutesPerHour) + Lowest(_minutes);

    private int LastTime => (Highest(_hours) * MinutesPerHour) + Highest(_minutes);

    /// <summary>The first wall-clock minute that clocks in the zone have not yet shown at the instant: where they were put back, it is ahead of them.</summary>
    private static LocalDateTime FirstUnseen(Instant instant, DateTimeZone zone)
    {
        var at = Instant.Max(CalendarStart, Instant.Min(CalendarEnd, instant));
        var interval = zone.GetZoneInterval(at);
        var next = TimeAdjusters.TruncateToMinute(at.InZone(zone).TimeOfDay).On(at.InZone(zone).Date).PlusMinutes(1);
        if (!interval.HasStart)
            return next;
        var before = zone.GetZoneInterval(interval.Start - Duration.Epsilon);
        var shown = interval.Start.WithOffset(before.WallOffset).LocalDateTime;
        return LocalDateTime.Max(next, shown);
    }

    private LocalDateTime? NextAtOrAfter(LocalDateTime from)
    {
        var time = (from.Hour * MinutesPerHour) + from.Minute + (from.Second > 0 ? 1 : 0);
        var day = DayOnOrAfter(from.Date);
        if (day == from.Date && TimeAtOrAfter(time) is { } sameDay)
            return At(from.Date, sameDay);
        if (day == from.Date)
            day = DayOnOrAfter(from.Date.PlusDays(1));
        return day is { } later ? At(later, FirstTime) : null;
    }

    private LocalDateTime? LastBefore(LocalDateTime end)
    {
        var time = (end.Hour * MinutesPerHour) + end.Minute - (end.Second > 0 ? 0 : 1);
        var day = DayOnOrBefore(end.Date);
        if (day == end.Date && TimeAtOrBefore(time) is { } sameDay)
            return At(end.Date, sameDay);
        if (day == end.Date)
            day = DayOnOrBefore(end.Date.PlusDays(-1));
        return day is { } earlier ? LastOf(earlier) : null;
    }

    private LocalDate? DayOnOrAfter(LocalDate from)
    {
        for (var (first, months) = (from, 0); months <= MaxMonths && first.Year is >= FirstYear and <= LastYear; months++, first = FirstOfNextMonth(first))
        {
            var days = DaysOf(first.Year, first.Month) & From(first.Day);
            if (days != 0)
                return new LocalDate(first.Year, first.Month, Lowest(days));
        }

        return null;
    }

    private LocalDate? DayOnOrBefore(LocalDate from)
    {
        for (var (last, months) = (from, 0); months <= MaxMonths && last.Year is >= FirstYear and <= LastYear; months++, last = last.With(DateAdjusters.StartOfMonth).PlusDays(-1))
        {
            var days = DaysOf(last.Year, last.Month) & ~From(last.Day + 1);
            if (days != 0)
                return new LocalDate(last.Year, last.Month, Highest(days));
        }

        return null;
    }

    /// <summary>A bit for each day of a month that has starts.</summary>
    private ulong DaysOf(int year, int month)
    {
        if (!Has(_months, month))
            return 0;
        var weekday = (int)new LocalDate(year, month, 1).DayOfWeek % 7;
        var days = 0UL;
        for (var day = 1; day <= CalendarSystem.Iso.GetDaysInMonth(year, month); day++, weekday = (weekday + 1) % 7)
        {
            var (ofMonth, ofWeek) = (Has(_days, day), Has(_weekdays, weekday));
            if (_eitherDay ? ofMonth || ofWeek : ofMonth && ofWeek)
                days |= 1UL << day;
        }

        return days;
    }

    /// <summary>In minutes of the day, as all times of day here.</summary>
    private int? TimeAtOrAfter(int time)
    {
        if (time >= MinutesPerDay)
            return null;
        var minutes = Has(_hours, time / MinutesPerHour) ? _minutes & From(time % MinutesPerHour) : 0;
        if (minutes != 0)
            return (time / MinutesPerHour * MinutesPerHour) + Lowest(minutes);
        var hours = _hours & From((time / MinutesPerHour) + 1);
        return hours == 0 ? null : (Lowest(hours) * MinutesPerHour) + Lowest(_minutes);
    }

    private int? TimeAtOrBefore(int time)
    {
        if (time < 0)
            return null;
        var minutes = Has(_hours, time / MinutesPerHour) ? _minutes & ~From((time % MinutesPerHour) + 1) : 0;
        if (minutes != 0)
            return (time / MinutesPerHour * MinutesPerHour) + Highest(minutes);
        var hours = _hours & ~From(time / MinutesPerHour);
        return hours == 0 ? null : (Highest(hours) * MinutesPerHour) + Highest(_minutes);
    }

    private static LocalDate FirstOfNextMonth(LocalDate day) => day.With(DateAdjusters.StartOfMonth).PlusMonths(1);

    private static LocalDateTime At(LocalDate day, int time) => day.At(new LocalTime(time / MinutesPerHour, time % MinutesPerHour));

    private static bool Has(ulong set, int number) => (set >> number & 1) != 0;

    /// <summary>All numbers from one on.</summary>
    private static ulong From(int number) => ulong.MaxValue << number;

    private static int Lowest(ulong set) => BitOperations.TrailingZeroCount(set);

    private static int Highest(ulong set) => 63 - BitOperations.LeadingZeroCount(set);
}
