namespace Slipway.Core.Specs.Model;

/// <summary>
/// A query, which may change nothing; its first value is looked at. Good without <see cref="Is"/>, <see cref="Min"/> and <see cref="Max"/>
/// is a value that is neither null, nor false, nor 0.
/// </summary>
public sealed record SqlItemCheck : ItemCheck
{
    public const string Kind = "sql";

    /// <summary>The server's environment variable that holds the address, <c>postgres://…</c> or a file of SQLite: no password stands in a spec.</summary>
    public required string Database { get; init; }

    public required string Query { get; init; }

    /// <summary>The value as text must be this.</summary>
    public string? Is { get; init; }

    /// <summary>The value as a number must not be below.</summary>
    public double? Min { get; init; }

    /// <summary>The value as a number must not be above.</summary>
    public double? Max { get; init; }

    public override string Name => Kind;
}
