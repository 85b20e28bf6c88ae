namespace Slipway.Cli;

/// <summary>What a mistyped word may have been meant to be.</summary>
internal static class Suggestion
{
    /// <returns>The nearest word, or null when none is within a third of its length in edits.</returns>
    public static string? For(string typed, IEnumerable<string> words)
    {
        var nearest = words.Select(w => (Word: w, Edits: Edits(typed, w))).MinBy(w => w.Edits);
        return nearest.Word is { } word && nearest.Edits <= Math.Max(1, word.Length / 3) ? word : null;
    }

    // Levenshtein's distance, row by row.
    private static int Edits(string from, string to)
    {
        var above = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var row = 1; row <= from.Length; row++)
        {
            var current = new int[to.Length + 1];
            current[0] = row;
            for (var column = 1; column <= to.Length; column++)
            {
                var replaced = above[column - 1] + (from[row - 1] == to[column - 1] ? 0 : 1);
                current[column] = Math.Min(replaced, 1 + Math.Min(above[column], current[column - 1]));
            }

            above = current;
        }

        return above[to.Length];
    }
}
