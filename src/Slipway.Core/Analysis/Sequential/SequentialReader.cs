using Slipway.Core.Analysis.Input;

namespace Slipway.Core.Analysis.Sequential;

/// <summary>Reads what the sequential test is asked from a file, strictly.</summary>
public static class SequentialReader
{
    private static readonly string[] Columns = ["candidate_requests", "candidate_errors", "baseline_requests", "baseline_errors"];

    /// <exception cref="BadInputException">It cannot be judged; with the first place that is wrong.</exception>
    public static SequentialInput FromJson(string text)
    {
        var root = JsonCursor.Parse(text).Object("alpha", "tolerance", "concentration", "observations");
        var input = new SequentialInput { Observations = [.. root.Required("observations").Items().Select(Observation)] };
        return Checked(input with
        {
            Alpha = root.Optional("alpha")?.Number() ?? input.Alpha,
            Tolerance = root.Optional("tolerance")?.Number() ?? input.Tolerance,
            Concentration = root.Optional("concentration")?.Number() ?? input.Concentration,
        });
    }

    /// <param name="settings">The rest of the input; its observations are not looked at.</param>
    /// <exception cref="BadInputException">It cannot be judged; with the first place that is wrong.</exception>
    public static SequentialInput FromCsv(string text, SequentialInput settings) =>
        Checked(settings with { Observations = [.. CsvTable.Read(text, Columns).Select(row => new Observation(Side(row, 0), Side(row, 2)))] });

    private static SequentialInput Checked(SequentialInput input)
    {
        if (!(input.Alpha is > 0 and < 1))
            throw new BadInputException("alpha", null, $"{input.Alpha} is no chance of an error (between 0 and 1, such as 0.05)");
        if (!(input.Tolerance >= 0 && double.IsFinite(input.Tolerance)))
            throw new BadInputException("tolerance", null, $"{input.Tolerance} is no tolerance (0 or more: 0.25 for a quarter above the baseline's rate)");
        if (!(input.Concentration > 0 && double.IsFinite(input.Concentration)))
            throw new BadInputException("concentration", null, $"{input.Concentration} is no concentration (above 0, such as 2)");
        return input;
    }

    private static Observation Observation(JsonCursor item)
    {
        item.Object("candidate", "baseline");
        return new Observation(Side(item.Required("candidate")), Side(item.Required("baseline")));
    }

    private static SideCount Side(JsonCursor side)
    {
        side.Object("requests", "errors");
        var (requests, errors) = (side.Required("requests").Count(), side.Required("errors").Count());
        return errors <= requests ? new SideCount(requests, errors) : throw side.Fault("errors", TooMany(errors, requests));
    }

    private static SideCount Side(CsvRow row, int first)
    {
        var (requests, errors) = (row.Count(first), row.Count(first + 1));
        return errors <= requests ? new SideCount(requests, errors) : throw row.Fault(first + 1, TooMany(errors, requests));
    }

    private static string TooMany(long errors, long requests) =>
        $"{errors} errors of {requests} requests (errors are requests too: count both over the same interval)";
}
