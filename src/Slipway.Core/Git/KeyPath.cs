using System.Globalization;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Git;

/// <summary>
/// Where a value stands in a YAML file: keys with dots between them, <c>image.tag</c>; behind a list the number of the item from 0,
/// or a key of it with its value: <c>images[name=registry.example.org/shop].newTag</c>.
/// </summary>
internal sealed class KeyPath
{
    private readonly IReadOnlyList<(string Key, string? Match)> _steps;

    private KeyPath(IReadOnlyList<(string Key, string? Match)> steps) => _steps = steps;

    /// <summary>What one looks like, for error messages.</summary>
    public const string Shape = "a path such as image.tag or images[name=shop].newTag";

    public static KeyPath? Parse(string text)
    {
        var steps = new List<(string, string?)>();
        for (var rest = text.AsSpan(); ;)
        {
            var end = rest.IndexOfAny('.', '[', ']');
            var key = end < 0 ? rest : rest[..end];
            if (key.IsEmpty)
                return null;
            steps.Add((key.ToString(), null));
            rest = end < 0 ? default : rest[end..];
            while (rest is ['[', ..])
            {
                if (rest.IndexOf(']') is var close && close < 2)
                    return null;
                steps.Add(("", rest[1..close].ToString()));
                rest = rest[(close + 1)..];
            }

            if (rest.IsEmpty)
                return new KeyPath(steps);
            if (rest[0] != '.')
                return null;
            rest = rest[1..];
        }
    }

    /// <summary>Null when nothing is there.</summary>
    public SpecNode? Find(SpecNode? node)
    {
        foreach (var (key, match) in _steps)
            node = match is null ? (node as MapNode)?.Find(key) : Item(node as ListNode, match);
        return node;
    }

    private static SpecNode? Item(ListNode? list, string match)
    {
        if (match.IndexOf('=', StringComparison.Ordinal) is var equals && equals > 0)
            return list?.Items.FirstOrDefault(item => ((item as MapNode)?.Find(match[..equals]) as ScalarNode)?.Text == match[(equals + 1)..]);
        return int.TryParse(match, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? list?.Items.ElementAtOrDefault(index) : null;
    }
}
