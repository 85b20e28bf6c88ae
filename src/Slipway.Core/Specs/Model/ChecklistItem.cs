namespace Slipway.Core.Specs.Model;

/// <summary>One thing that has to be in order. Exactly one of <see cref="Role"/>, <see cref="Check"/> and <see cref="Parts"/>.</summary>
public sealed record ChecklistItem
{
    /// <summary>A name, unique in the checklist: what commands call it.</summary>
    public required string Id { get; init; }

    /// <summary>What has to be in order, in words.</summary>
    public required string Text { get; init; }

    /// <summary>The role whose members sign it off.</summary>
    public string? Role { get; init; }

    /// <summary>What answers it without a person.</summary>
    public ItemCheck? Check { get; init; }

    /// <summary>Items that it consists of: it is clear when all of them are.</summary>
    public IReadOnlyList<ChecklistItem> Parts { get; init; } = [];

    /// <summary>How long an answer counts; null: 1 hour for a check, 7 days for a sign-off.</summary>
    public TimeSpan? Expires { get; init; }

    /// <summary>Whether each release needs an answer of its own; false: one answer counts for all until it expires.</summary>
    public bool PerRelease { get; init; } = true;

    /// <summary>How long an answer counts.</summary>
    public TimeSpan Lasts => Expires ?? (Check is null ? TimeSpan.FromDays(7) : TimeSpan.FromHours(1));
}
