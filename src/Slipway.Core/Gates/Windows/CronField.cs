using System.Collections.Immutable;
using System.Globalization;

namespace Slipway.Core.Gates.Windows;

/// <summary>One of the five fields: what may stand there, and how a text becomes a set of numbers.</summary>
internal sealed class CronField
{
    private const string Star = "*";

    private static readonly ImmutableArray<string> MonthNames = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly ImmutableArray<string> DayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private readonly string _name;
    private readonly int _min;
    private readonly int _max;
    private readonly ImmutableArray<string> _names;

    private CronField(string name, int min, int max, ImmutableArray<string> names) =>
        (_name, _min, _max, _names) = (name, min, max, names);

    /// <summary>In the order in which they are written.</summary>
    public static ImmutableArray<CronField> InOrder { get; } =
    [
        new("minute", 0, 59, []),
        new("hour", 0, 23, []),
        new("day of month", 1, 31, []),
        new("month", 1, 12, MonthNames),
        new("day of week", 0, 7, DayNames),
    ];

    private bool IsDayOfWeek => _names == DayNames;

    /// <summary>True for a field that names no choice: <c>*</c>, or <c>*/1</c>, which is the same.</summary>
    public static bool IsStar(string text) => text is Star or "*/1";

    /// <param name="text">Items separated by commas: a number or name, a range <c>a-b</c>, <c>*</c>; each with a step <c>/n</c> or without.</param>
    /// <param name="set">A bit for each number; Sunday is 0.</param>
    /// <returns>Null when the text is good.</returns>
    public CronFault? Read(string text, out ulong set)
    {
        set = 0;
        foreach (var item in text.Split(','))
        {
            if (ReadItem(item, ref set) is { } fault)
                return fault;
        }

        if (IsDayOfWeek)
            set = (set | (set >> 7)) & 0x7F;
        return null;
    }

    private CronFault? ReadItem(string item, ref ulong set)
    {
        if (item.Length == 0)
            return Fault("has an empty item", "write one comma between two items, and none at the ends");
        var parts = item.Split('/');
        if (parts.Length > 2)
            return Fault($"'{item}' has two steps", $"write one: {parts[0]}/{parts[1]}");
        var step = 1;
        if (parts.Length == 2 && (!TryNumber(parts[1], out step) || step < 1 || step > _max))
            return Fault($"'{item}' has the step '{parts[1]}'", $"a step is a whole number from 1 to {_max}");
        if (ReadRange(parts[0], parts.Length == 2, out var from, out var to) is { } fault)
            return fault;
        for (var value = from; value <= to; value += step)
            set |= 1UL << value;
        return null;
    }

    /// <param name="stepped">A step follows: a single number then means "from there on".</param>
    private CronFault? ReadRange(string text, bool stepped, out int from, out int to)
    {
        (from, to) = (_min, IsDayOfWeek ? 6 : _max);
        if (text == Star)
            return null;
        var ends = text.Split('-');
        if (ends.Length > 2)
            return Fault($"'{text}' is not a range", "a range is two values with one - between them");
        if (!TryValue(ends[0], out from))
            return NotAValue(ends[0]);
        if (ends.Length == 1)
        {
            to = stepped ? Math.Max(from, to) : from;
            return null;
        }

        if (!TryValue(ends[1], out to))
            return NotAValue(ends[1]);
        // FRI-SUN is a weekend; as a number the Sunday that ends a week is 7.
        if (IsDayOfWeek && to == 0 && from > 0 && !char.IsAsciiDigit(ends[1][0]))
            to = 7;
        return from <= to ? null : Fault($"'{text}' ends before it begins", $"write two ranges: {ends[0]}-{Last},{First}-{ends[1]}");
    }

    private string First => IsDayOfWeek || _names.IsEmpty ? _min.ToString(CultureInfo.InvariantCulture) : _names[0];

    private string Last => IsDayOfWeek ? "6" : _names.IsEmpty ? _max.ToString(CultureInfo.InvariantCulture) : _names[^1];

    private bool TryValue(string text, out int value)
    {
        if (TryNumber(text, out value))
            return value >= _min && value <= _max;
        var name = _names.IndexOf(text.ToUpperInvariant());
        value = name + _min;
        return name >= 0;
    }

    private static bool TryNumber(string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private CronFault NotAValue(string text) => Fault(
        text.Length == 0 ? "has a range without a begin or an end" : $"'{text}' is not a value here",
        $"a value is a whole number from {_min} to {_max}{(_names.IsEmpty ? "" : $", or a name from {_names[0]} to {_names[^1]}")}; * is every {_name}");

    private CronFault Fault(string message, string remedy) => new(_name, message, remedy);
}
