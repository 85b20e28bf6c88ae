namespace Slipway.Core.Gates;

/// <summary>Patterns over names with <c>/</c> in them: <c>*</c> stands for any characters but <c>/</c>, <c>**</c> for any. Case counts. Pure.</summary>
public static class Glob
{
    private const int MaxLength = 200;

    public static bool IsPattern(string text) => text.Length is > 0 and <= MaxLength && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));

    /// <summary>Whether all of <paramref name="text"/> is as <paramref name="pattern"/> says; in time of the product of their lengths.</summary>
    public static bool Matches(string pattern, string text)
    {
        // Which ends of the text the pattern so far can reach.
        var reached = new bool[text.Length + 1];
        reached[0] = true;
        for (var at = 0; at < pattern.Length; at++)
        {
            var next = new bool[text.Length + 1];
            if (pattern[at] == '*')
            {
                var any = at + 1 < pattern.Length && pattern[at + 1] == '*';
                at += any ? 1 : 0;
                for (var end = 0; end <= text.Length; end++)
                    next[end] = reached[end] || (end > 0 && next[end - 1] && (any || text[end - 1] != '/'));
            }
            else
            {
                for (var end = 1; end <= text.Length; end++)
                    next[end] = reached[end - 1] && text[end - 1] == pattern[at];
            }

            reached = next;
        }

        return reached[^1];
    }
}
