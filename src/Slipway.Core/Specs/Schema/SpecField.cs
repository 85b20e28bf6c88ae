namespace Slipway.Core.Specs.Schema;

/// <summary>A key of a map, as readers of the spec see it.</summary>
internal abstract class SpecField
{
    public required string Key { get; init; }

    public required string Description { get; init; }

    public bool Required { get; init; }

    /// <summary>YAML for the template and the reference: on one line, or a block of lines that begin with <c>- </c>. Null: the default serves.</summary>
    public string? Example { get; init; }

    /// <summary>In the template this key stands by itself rather than in a comment. Required keys always do.</summary>
    public bool Started { get; init; }

    public abstract SpecType Type { get; }

    /// <summary>YAML on one line; null when leaving the key out means "none".</summary>
    public abstract string? Default { get; }
}
