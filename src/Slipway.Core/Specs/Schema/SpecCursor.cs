using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Specs.Schema;

/// <summary>A node with the path that leads to it: where a type reads, and where a rule reports.</summary>
internal readonly record struct SpecCursor(SpecNode Node, string Path, SpecProblems Problems)
{
    public bool Has(string key) => Node is MapNode map && map.Find(key) is not null;

    /// <summary>The value under a key; this node under the key's path when there is none.</summary>
    public SpecCursor Key(string key) =>
        this with { Node = (Node as MapNode)?.Find(key) ?? Node, Path = PathOf(key) };

    /// <summary>The value behind several keys, as <see cref="Key"/>.</summary>
    public SpecCursor Keys(params ReadOnlySpan<string> keys)
    {
        var at = this;
        foreach (var key in keys)
            at = at.Key(key);
        return at;
    }

    public SpecCursor Item(int index) =>
        this with { Node = (Node as ListNode)?.Items.ElementAtOrDefault(index) ?? Node, Path = $"{Path}[{index}]" };

    public string PathOf(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    public void Error(string message, string? remedy = null) =>
        Problems.Add(new SpecError(Path, Node.Position.Line, Node.Position.Column, message, remedy));

    public void Warn(string message, string? remedy = null) =>
        Problems.Warn(new SpecError(Path, Node.Position.Line, Node.Position.Column, message, remedy));

    /// <summary>Reports at a key rather than at its value.</summary>
    public void ErrorAtKey(ScalarNode key, string message, string? remedy = null) =>
        Problems.Add(new SpecError(PathOf(key.Shown), key.Position.Line, key.Position.Column, message, remedy));
}
