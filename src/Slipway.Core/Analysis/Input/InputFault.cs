namespace Slipway.Core.Analysis.Input;

/// <summary>One thing in a file of measurements that keeps it from being judged.</summary>
/// <param name="Path">In JSON, <c>observations[3].candidate.errors</c>; in CSV, the column; empty for the file itself.</param>
/// <param name="Line">Counted from 1; null in JSON that could be read, where the path says it.</param>
/// <param name="Message">What is wrong, without the place, and in brackets what to do.</param>
public sealed record InputFault(string Path, int? Line, string Message)
{
    /// <summary>The line a compiler would print: <c>errors.csv:7: candidate_errors: is negative (…)</c>.</summary>
    public string Format(string file) => $"{file}:{(Line is { } line ? $"{line}:" : "")} {(Path.Length == 0 ? "" : Path + ": ")}{Message}";
}
