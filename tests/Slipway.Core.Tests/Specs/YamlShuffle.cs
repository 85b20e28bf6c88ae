using System.Text;
using YamlDotNet.RepresentationModel;

namespace Slipway.Core.Tests.Specs;

/// <summary>The same YAML with its keys in another order, in block style, with comments between them.</summary>
internal static class YamlShuffle
{
    public static string Of(string yaml, Random random)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        var text = new StringBuilder();
        Write(text, stream.Documents[0].RootNode, "", random);
        return text.ToString();
    }

    private static void Write(StringBuilder text, YamlNode node, string indent, Random random)
    {
        switch (node)
        {
            case YamlMappingNode map:
                text.Append('\n');
                var entries = map.Children.ToArray();
                random.Shuffle(entries);
                foreach (var (key, value) in entries)
                {
                    text.Append($"{indent}# {random.Next()}\n{indent}{key}:");
                    Write(text, value, indent + "   ", random);
                }

                break;
            case YamlSequenceNode list:
                text.Append('\n');
                foreach (var item in list)
                {
                    text.Append($"{indent}-");
                    Write(text, item, indent + "  ", random);
                }

                break;
            default:
                text.Append($" {(node.ToString().Contains('{') ? $"\"{node}\"" : node)} # note\n");
                break;
        }
    }
}
