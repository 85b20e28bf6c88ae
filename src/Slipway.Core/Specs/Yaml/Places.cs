using YamlDotNet.Core;

namespace Slipway.Core.Specs.Yaml;

/// <summary>The parser's marks as positions.</summary>
internal static class Places
{
    public static Position Of(Mark mark) =>
        new((int)Math.Clamp(mark.Line, 1, int.MaxValue), (int)Math.Clamp(mark.Column, 1, int.MaxValue));
}
