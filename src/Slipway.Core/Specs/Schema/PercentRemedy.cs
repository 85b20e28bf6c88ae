using Slipway.Core.Specs.Text;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Specs.Schema;

/// <summary>How a near miss becomes a percentage.</summary>
internal static class PercentRemedy
{
    public static string? For(ScalarNode scalar)
    {
        var bare = scalar.Text.Replace(" ", "", StringComparison.Ordinal).TrimEnd('%') + "%";
        return SpecPercent.TryParse(bare, out _) ? $"write {bare}" : null;
    }
}
