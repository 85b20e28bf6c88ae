namespace Slipway.Contracts.Views;

/// <summary>A stop of all changes over a scope.</summary>
public sealed record FreezeView
{
    public required string Id { get; init; }

    /// <summary>A pattern over <c>app/environment</c>.</summary>
    public required string Scope { get; init; }

    public required string Reason { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset From { get; init; }

    /// <summary>Null: until somebody lifts it.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>False while it is planned.</summary>
    public required bool Active { get; init; }
}
