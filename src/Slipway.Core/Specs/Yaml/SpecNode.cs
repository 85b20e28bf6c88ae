namespace Slipway.Core.Specs.Yaml;

/// <summary>A value of a YAML document that knows where it stands.</summary>
internal abstract record SpecNode(Position Position)
{
    /// <summary>What it is, for messages: <c>a list</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Values in it, itself included, with aliases counted as often as they are used.</summary>
    public abstract long Size { get; }
}
