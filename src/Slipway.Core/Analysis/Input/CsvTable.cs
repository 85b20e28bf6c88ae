namespace Slipway.Core.Analysis.Input;

/// <summary>
/// Comma-separated values with a line of column names, read strictly: these columns, in any order, and no others. A value with a
/// comma stands in double quotes, a quote within it is doubled; a value does not go over the end of a line.
/// </summary>
internal static class CsvTable
{
    /// <param name="columns">All of them are needed.</param>
    /// <returns>A row for each line after the first; blank lines at the end are none.</returns>
    /// <exception cref="BadInputException">Columns are missing or unknown, or a line has too few or too many values.</exception>
    public static IReadOnlyList<CsvRow> Read(string text, params IReadOnlyList<string> columns)
    {
        var lines = text.TrimStart('\uFEFF').TrimEnd().Split('\n');
        var header = Fields(lines[0].Trim(), 1);
        foreach (var column in header.Where(name => !columns.Contains(name)))
            throw new BadInputException(column, 1, $"is no column here (there are {string.Join(", ", columns)})");
        foreach (var column in columns.Where(name => header.Count(one => one == name) != 1))
            throw new BadInputException(column, 1, $"{(header.Contains(column) ? "is there twice" : "is missing")} (the first line names the columns: {string.Join(",", columns)})");
        var order = columns.Select(column => header.IndexOf(column)).ToArray();
        return [.. lines.Skip(1).Select((line, index) => Row(line.TrimEnd('\r'), index + 2, columns, order))];
    }

    private static CsvRow Row(string line, int number, IReadOnlyList<string> columns, int[] order)
    {
        var fields = Fields(line, number);
        return fields.Count == order.Length
            ? new CsvRow(number, columns, [.. order.Select(index => fields[index])])
            : throw new BadInputException("", number, $"has {fields.Count} values, {order.Length} are needed: {string.Join(",", columns)}");
    }

    private static List<string> Fields(string line, int number)
    {
        var fields = new List<string>();
        for (var rest = line; ;)
        {
            var end = rest.StartsWith('"') ? QuotedEnd(rest, number) : rest.IndexOf(',', StringComparison.Ordinal);
            var field = end < 0 ? rest : rest[..end];
            fields.Add(field.StartsWith('"') ? field.Trim()[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : field.Trim());
            if (end < 0)
                return fields;
            rest = rest[(end + 1)..];
        }
    }

    /// <summary>The comma after a quoted value; -1 when it is the last.</summary>
    private static int QuotedEnd(string rest, int number)
    {
        var quotes = 0;
        for (var index = 0; index < rest.Length; index++)
        {
            quotes += rest[index] == '"' ? 1 : 0;
            if (rest[index] == ',' && quotes % 2 == 0)
                return rest[..index].TrimEnd().EndsWith('"') ? index : throw Unclosed(number);
        }

        return quotes % 2 == 0 && rest.TrimEnd().EndsWith('"') ? -1 : throw Unclosed(number);
    }

    private static BadInputException Unclosed(int number) => new("", number, "has a quote that is not closed (a quote within a value is doubled)");
}
