using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Slipway.Core.Specs.Yaml;

/// <summary>
/// Builds nodes from the parser's events. Aliases share their node, and merge keys are resolved;
/// depth and total size are bounded, so that neither nesting nor aliases of aliases cost more than the file is worth.
/// </summary>
internal sealed class YamlTree(IParser parser)
{
    public const int MaxDepth = 32;
    public const int MaxNodes = 20_000;

    /// <summary>Nodes so far: a file that is too large is not read to its end.</summary>
    private int _built;

    private readonly Dictionary<string, SpecNode> _anchors = new(StringComparer.Ordinal);

    /// <exception cref="YamlFaultException">Empty, more than one document, out of bounds, an unknown alias, a tag or a key that is not text.</exception>
    public SpecNode Build()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
            throw Empty();
        parser.Consume<DocumentStart>();
        var root = Node(0);
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out var second))
            throw new YamlFaultException(Places.Of(second.Start), "a second document begins here", "a spec is one document: remove the '---' or split the file");
        return root is ScalarNode { IsNull: true } ? throw Empty() : root;
    }

    /// <summary>All documents; those with nothing in them are left out.</summary>
    /// <exception cref="YamlFaultException">As <see cref="Build"/>, but for the number of documents.</exception>
    public IReadOnlyList<SpecNode> BuildAll()
    {
        var documents = new List<SpecNode>();
        parser.Consume<StreamStart>();
        while (!parser.Accept<StreamEnd>(out _))
        {
            parser.Consume<DocumentStart>();
            _anchors.Clear();
            documents.Add(Node(0));
            parser.Consume<DocumentEnd>();
        }

        return documents.FindAll(document => document is not ScalarNode { IsNull: true });
    }

    private static YamlFaultException Empty() =>
        new(new Position(1, 1), "the file is empty", "'slipway init' writes one to start from");

    private SpecNode Node(int depth)
    {
        if (parser.Accept<AnchorAlias>(out _))
            return Alias();
        if (!parser.Accept<NodeEvent>(out var start))
            throw new YamlFaultException(Places.Of(parser.Current!.Start), "a value is missing here", null);
        var at = Places.Of(start.Start);
        if (depth > MaxDepth)
            throw new YamlFaultException(at, $"is nested deeper than {MaxDepth} levels", null);
        if (!start.Tag.IsEmpty && !start.Tag.IsNonSpecific)
            throw new YamlFaultException(at, $"has the tag '{start.Tag}'", "remove it; types are known from the keys");
        SpecNode node = start switch
        {
            SequenceStart => List(at, depth),
            MappingStart => Map(at, depth),
            _ => Scalar(at),
        };
        if (node.Size > MaxNodes || ++_built > MaxNodes)
            throw new YamlFaultException(at, $"has more than {MaxNodes:N0} values, aliases counted as often as they are used", null);
        if (!start.Anchor.IsEmpty)
            _anchors[start.Anchor.Value] = node;
        return node;
    }

    private SpecNode Alias()
    {
        var alias = parser.Consume<AnchorAlias>();
        return _anchors.TryGetValue(alias.Value.Value, out var node)
            ? node
            : throw new YamlFaultException(Places.Of(alias.Start), $"the alias '*{alias.Value}' has no anchor above it", $"write '&{alias.Value}' at the value that it stands for");
    }

    private ScalarNode Scalar(Position at)
    {
        var scalar = parser.Consume<Scalar>();
        return new ScalarNode(at, scalar.Value, scalar.Style is ScalarStyle.Plain) { IsBlock = scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded };
    }

    private ListNode List(Position at, int depth)
    {
        parser.Consume<SequenceStart>();
        var items = new List<SpecNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(Node(depth + 1));
        return new ListNode(at, items);
    }

    private MapNode Map(Position at, int depth)
    {
        parser.Consume<MappingStart>();
        var entries = new List<MapEntry>();
        var merged = new List<MapEntry>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var node = Node(depth + 1);
            if (node is not ScalarNode key)
                throw new YamlFaultException(node.Position, $"a key must be text, not {node.Kind}", "quote it if it begins with { or [");
            var value = Node(depth + 1);
            if (key is { Plain: true, Text: "<<" })
                merged.AddRange(Merged(value));
            else
                entries.Add(new MapEntry(key, value));
        }

        var own = entries.Select(e => e.Key.Text).ToHashSet(StringComparer.Ordinal);
        entries.AddRange(merged.Where(e => own.Add(e.Key.Text)));
        return new MapNode(at, entries);
    }

    private static IEnumerable<MapEntry> Merged(SpecNode value) => value switch
    {
        MapNode map => map.Entries,
        ListNode list => list.Items.SelectMany(Merged),
        _ => throw new YamlFaultException(value.Position, $"'<<' merges a map, not {value.Kind}", "give it an alias such as *defaults"),
    };
}
