using Slipway.Contracts.Requests;

namespace Slipway.Contracts.Views;

/// <summary>A token without its secret, which nobody has but its holder.</summary>
public sealed record TokenView
{
    public required string Id { get; init; }

    public required string Person { get; init; }

    public string? Purpose { get; init; }

    public required TokenState State { get; init; }

    /// <summary>Roles that it gives beside those of the access file.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>Null: it may do what the person may.</summary>
    public IReadOnlyList<ScopeRule>? Scope { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required string IssuedBy { get; init; }

    public required DateTimeOffset Expires { get; init; }
}
