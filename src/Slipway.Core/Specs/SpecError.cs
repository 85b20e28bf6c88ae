namespace Slipway.Core.Specs;

/// <summary>One thing in a spec that is wrong, or, among the warnings, that is hardly meant.</summary>
/// <param name="Path">Where in the document, <c>environments.production.replicas</c>, <c>weights[2]</c>; empty for the document itself.</param>
/// <param name="Line">Counted from 1.</param>
/// <param name="Column">Counted from 1.</param>
/// <param name="Message">What is wrong, without the path.</param>
/// <param name="Remedy">What to do about it; null where the message says it all.</param>
public sealed record SpecError(string Path, int Line, int Column, string Message, string? Remedy = null)
{
    /// <summary>The file that it is in, where that is not the spec itself but one that the spec names.</summary>
    public string? File { get; init; }

    /// <summary>The path, behind the file where it is not the spec.</summary>
    public string Place => File is null ? Path : Path.Length == 0 ? File : $"{File}: {Path}";

    /// <summary>The line a compiler would print: <c>slipway.yaml:3:5: app: is missing (write …)</c>.</summary>
    public string Format(string file) =>
        $"{File ?? file}:{Line}:{Column}: {(Path.Length == 0 ? "" : Path + ": ")}{Message}{(Remedy is null ? "" : $" ({Remedy})")}";

    public override string ToString() => Format("slipway.yaml");
}
