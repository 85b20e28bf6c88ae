namespace Slipway.Core.Specs.Schema;

/// <summary>Finds the word that a mistyped one probably stands for.</summary>
internal static class Likeness
{
    private const int MaxEdits = 2;
    private const int MaxLength = 64;

    /// <summary>The nearest candidate, or null when none is near. Case, dashes and underscores do not count.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        var plain = Plain(word);
        if (plain.Length is 0 or > MaxLength)
            return null;
        return candidates
            .Select(c => (Candidate: c, Edits: Edits(plain, Plain(c))))
            .Where(x => x.Edits <= Math.Min(MaxEdits, (x.Candidate.Length - 1) / 2))
            .OrderBy(x => x.Edits)
            .Select(x => x.Candidate)
            .FirstOrDefault();
    }

    private static string Plain(string word) =>
        string.Concat(word.Where(c => c is not ('-' or '_' or ' '))).ToLowerInvariant();

    /// <summary>Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).</summary>
    private static int Edits(string from, string to)
    {
        var cost = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
            cost[i, 0] = i;
        for (var j = 0; j <= to.Length; j++)
            cost[0, j] = j;
        for (var i = 1; i <= from.Length; i++)
        {
            for (var j = 1; j <= to.Length; j++)
            {
                var same = from[i - 1] == to[j - 1] ? 0 : 1;
                cost[i, j] = Math.Min(Math.Min(cost[i - 1, j] + 1, cost[i, j - 1] + 1), cost[i - 1, j - 1] + same);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        }

        return cost[from.Length, to.Length];
    }
}
