using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Specs.Schema;

/// <summary>What holds for the keys of every map.</summary>
internal static class MapKeys
{
    public static void ReportDuplicates(SpecCursor at, IReadOnlyList<MapEntry> entries)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (key, _) in entries)
        {
            if (!first.TryAdd(key.Text, key.Position.Line))
                at.ErrorAtKey(key, $"is there twice, first on line {first[key.Text]}", "keep one of them");
        }
    }
}
