using System.Globalization;

namespace Slipway.Core.Analysis.Input;

/// <summary>A line of a <see cref="CsvTable"/>. Each method throws a <see cref="BadInputException"/> with the line and the column.</summary>
/// <param name="line">Counted from 1.</param>
internal sealed class CsvRow(int line, IReadOnlyList<string> columns, IReadOnlyList<string> values)
{
    public int Line => line;

    /// <summary>Not empty.</summary>
    public string Text(int column) => values[column].Length > 0 ? values[column] : throw Fault(column, "is empty");

    /// <summary>NaN where the value is empty.</summary>
    public double Point(int column)
    {
        if (values[column].Length == 0)
            return double.NaN;
        return double.TryParse(values[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw Fault(column, $"'{values[column]}' is no finite number (where there was no value, leave it empty)");
    }

    /// <summary>A count within one interval.</summary>
    public long Count(int column) =>
        long.TryParse(values[column], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) && count is >= 0 and <= InputText.MaxCount
            ? count
            : throw Fault(column, $"'{values[column]}' is no count: a whole number from 0 to {InputText.MaxCount} (counts are of one interval: where a counter was reset, leave the line out)");

    public DateTimeOffset Instant(int column) =>
        InputInstant.TryParse(values[column], out var instant) ? instant : throw Fault(column, $"'{values[column]}' is {InputInstant.Fault}");

    public BadInputException Fault(int column, string message) => new(columns[column], line, message);
}
