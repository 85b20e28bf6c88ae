namespace Slipway.Core.Access;

/// <summary>Patterns over <c>app/environment</c>: <c>*</c> is any text without a slash, <c>**</c> any text; both may be empty. All else is itself.</summary>
internal static class Pattern
{
    public const int MaxLength = 200;

    /// <summary>In time proportional to both lengths, whatever the pattern: a row of the table of all prefixes at a time.</summary>
    public static bool Matches(string pattern, string text)
    {
        // reached[i]: what was read of the pattern so far matches the first i characters of the text.
        Span<bool> reached = stackalloc bool[Math.Min(text.Length, MaxLength) + 1];
        if (text.Length > MaxLength)
            return false;
        reached[0] = true;
        for (var at = 0; at < pattern.Length; at++)
        {
            if (pattern[at] != '*')
            {
                Step(reached, text, pattern[at]);
                continue;
            }

            var across = at + 1 < pattern.Length && pattern[at + 1] == '*';
            at += across ? 1 : 0;
            for (var i = 1; i < reached.Length; i++)
                reached[i] |= reached[i - 1] && (across || text[i - 1] != '/');
        }

        return reached[^1];
    }

    private static void Step(Span<bool> reached, string text, char wanted)
    {
        for (var i = reached.Length - 1; i > 0; i--)
            reached[i] = reached[i - 1] && text[i - 1] == wanted;
        reached[0] = false;
    }
}
