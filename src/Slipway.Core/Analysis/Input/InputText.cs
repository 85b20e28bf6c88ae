namespace Slipway.Core.Analysis.Input;

/// <summary>A file of measurements as text, JSON or CSV.</summary>
public static class InputText
{
    /// <summary>The largest count that is taken: a million of them still add up exactly.</summary>
    internal const long MaxCount = 1_000_000_000_000;

    /// <summary>JSON begins with a bracket, CSV with the name of a column.</summary>
    /// <exception cref="BadInputException">It is empty.</exception>
    public static bool IsJson(string text)
    {
        var start = text.AsSpan().TrimStart("\uFEFF \t\r\n");
        return start.IsEmpty ? throw new BadInputException("", null, "is empty (there is nothing to judge)") : start[0] is '{' or '[';
    }

    /// <summary>The faults that a judge itself finds in its input, as <c>path: message</c>.</summary>
    /// <exception cref="BadInputException">There are some.</exception>
    internal static void ThrowIfAny(IReadOnlyList<string> faults, string remedy)
    {
        if (faults.Count > 0)
            throw new BadInputException([.. faults.Select(fault => Of(fault, remedy))]);
    }

    private static InputFault Of(string fault, string remedy) =>
        fault.IndexOf(": ", StringComparison.Ordinal) is var end and >= 0
            ? new InputFault(fault[..end], null, $"{fault[(end + 2)..]} ({remedy})")
            : new InputFault("", null, $"{fault} ({remedy})");
}
