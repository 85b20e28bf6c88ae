using Slipway.Core.Specs.Model;

namespace Slipway.Core.Tests.Gates.Windows;

/// <summary>
/// The answer for each minute of a time, found by looking at the clocks minute by minute.
/// It has its own reading of the schedules' texts, and knows of a zone only what its clocks show.
/// </summary>
internal sealed class MinuteOracle
{
    private readonly bool[] _manual;
    private readonly bool[] _automatic;

    public MinuteOracle(IReadOnlyList<WindowSpec> windows, WallClock clock)
    {
        var minutes = clock.Minutes;
        var active = windows.Select(window => Active(window, clock)).ToList();
        _manual = Answers(windows, active, minutes, manual: true);
        _automatic = Answers(windows, active, minutes, manual: false);
    }

    public bool[] Allowed(bool manual) => manual ? _manual : _automatic;

    private static bool[] Answers(IReadOnlyList<WindowSpec> windows, List<bool[]> active, int minutes, bool manual)
    {
        var answers = new bool[minutes];
        for (var minute = 0; minute < minutes; minute++)
        {
            var (denied, allowed, anyAllow, allPermit) = (false, false, false, true);
            for (var index = 0; index < windows.Count; index++)
            {
                var window = windows[index];
                if (window.Kind is WindowKind.Deny)
                {
                    denied |= active[index][minute] && !(manual && window.Manual);
                    continue;
                }

                anyAllow = true;
                allowed |= active[index][minute];
                allPermit &= window.Manual;
            }

            answers[minute] = !denied && (allowed || !anyAllow || (manual && allPermit));
        }

        return answers;
    }

    /// <summary>A window is active in a minute when it started in one of the minutes of its duration before.</summary>
    private static bool[] Active(WindowSpec window, WallClock clock)
    {
        var (text, fields) = (window.Schedule.ToString().Split(' '), new bool[5][]);
        for (var index = 0; index < fields.Length; index++)
            fields[index] = Numbers(text[index], index);
        var bothDays = text[2] != "*" && text[4] != "*";
        var length = (int)window.Duration.TotalMinutes;
        var active = new bool[clock.Minutes];
        foreach (var (at, time) in clock.Shown)
        {
            var (ofMonth, ofWeek) = (fields[2][time.Day], fields[4][time.Weekday]);
            if ((bothDays ? ofMonth || ofWeek : ofMonth && ofWeek) && fields[0][time.Minute] && fields[1][time.Hour] && fields[3][time.Month])
            {
                for (var minute = Math.Max(at, 0); minute < Math.Min(at + length, active.Length); minute++)
                    active[minute] = true;
            }
        }

        return active;
    }

    private static bool[] Numbers(string field, int index)
    {
        int[] lowest = [0, 0, 1, 1, 0], highest = [59, 23, 31, 12, 7];
        var numbers = new bool[60];
        foreach (var item in field.Split(','))
        {
            var (range, step) = item.Split('/') is [var before, var by] ? (before, int.Parse(by)) : (item, 1);
            var (low, high) = range == "*" ? (lowest[index], highest[index])
                : range.Split('-') is [var a, var b] ? (Number(a), Number(b))
                : (Number(range), item.Contains('/') ? highest[index] : Number(range));
            for (var number = low; number <= high; number += step)
                numbers[index == 4 ? number % 7 : number] = true;
        }

        return numbers;
    }

    private static int Number(string text) => text switch
    {
        "SUN" => 0,
        "MON" => 1,
        "FRI" => 5,
        "SAT" => 6,
        "JAN" => 1,
        "MAR" => 3,
        "OCT" => 10,
        "NOV" => 11,
        _ => int.Parse(text),
    };
}
