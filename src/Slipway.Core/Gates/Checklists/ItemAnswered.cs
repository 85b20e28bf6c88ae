namespace Slipway.Core.Gates.Checklists;

/// <summary>An answer to an item: by somebody who signed it off, or by a check.</summary>
public abstract record ItemAnswered : ChecklistEvent
{
    /// <summary>The item as it was when it was answered: an answer does not count for another question.</summary>
    public required Values.Digest Definition { get; init; }

    /// <summary>The version that it is about; null: any.</summary>
    public Values.ReleaseVersion? Release { get; init; }

    /// <summary>What was seen: a sentence, a number, a link.</summary>
    public required string Evidence { get; init; }

    /// <summary>From then on it does not count.</summary>
    public required DateTimeOffset Until { get; init; }
}
