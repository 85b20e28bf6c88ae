namespace Slipway.Core.Specs.Schema;

/// <summary>Text as one YAML value.</summary>
internal static class YamlWord
{
    private static readonly System.Buffers.SearchValues<char> Special = System.Buffers.SearchValues.Create("{}[],:#&*!|>'\"%@`");

    /// <summary>Quoted where YAML would read it as something else.</summary>
    public static string Of(string text)
    {
        var plain = text.Length > 0
            && !text.AsSpan().ContainsAny(Special)
            && text.Trim() == text
            && !text.Any(char.IsControl)
            && text is not ("-" or "?" or "~" or "null" or "true" or "false")
            && !text.StartsWith("- ", StringComparison.Ordinal)
            && !text.StartsWith("? ", StringComparison.Ordinal);
        return plain ? text : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }
}
