namespace Slipway.Contracts.Views;

/// <summary>An item of a checklist that is answered by somebody or something.</summary>
public sealed record ChecklistItemView
{
    public required string Id { get; init; }
    public required string Text { get; init; }

    /// <summary>The item that it is a part of, in words.</summary>
    public string? PartOf { get; init; }

    /// <summary><c>clear</c>, <c>open</c>, <c>failed</c>, <c>expired</c> or <c>changed</c>.</summary>
    public required string State { get; init; }

    /// <summary>The role that signs it off; null where a check answers it.</summary>
    public string? Role { get; init; }

    /// <summary>The kind of its check: <c>http</c>, <c>tcp</c>, <c>command</c>, <c>sql</c> or <c>metric</c>.</summary>
    public string? Check { get; init; }

    public string? Evidence { get; init; }

    /// <summary>Who signed it off.</summary>
    public string? By { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }
    public DateTimeOffset? Until { get; init; }
}
