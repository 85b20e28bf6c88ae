namespace Slipway.Integrations.Git;

/// <summary>How a run of git ended.</summary>
/// <param name="Output">What it wrote, up to the bound that was set.</param>
/// <param name="Told">What it said about errors, up to a bound.</param>
internal sealed record GitOutcome(int Code, string Output, string Told)
{
    private const int MaxToldCharacters = 400;

    /// <summary>The last is of an ssh that has nobody to ask.</summary>
    private static readonly string[] Asides = ["hint:", "warning:", "ssh_askpass:"];

    public bool IsGood => Code == 0;

    public bool Says(string text) => Told.Contains(text, StringComparison.OrdinalIgnoreCase) || Output.Contains(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>The lines that matter, as one, for a person, and what to do where that is known.</summary>
    public string Sentence()
    {
        var lines = Told.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => !Asides.Any(aside => line.StartsWith(aside, StringComparison.Ordinal))).ToList();
        var sentence = string.Concat(string.Join("; ", lines).Where(c => !char.IsControl(c)));
        var told = sentence.Length switch
        {
            0 => $"git ended with code {Code}",
            > MaxToldCharacters => sentence[..MaxToldCharacters] + "…",
            _ => sentence,
        };
        return GitAdvice.Of(this) is { } advice ? $"{told}: {advice}" : told;
    }
}
