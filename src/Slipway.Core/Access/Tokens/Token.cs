namespace Slipway.Core.Access.Tokens;

/// <summary>A token that was handed out. It belongs to a person, who may have several.</summary>
public sealed record Token
{
    /// <summary>Lives that a token may have.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromDays(366);

    /// <summary>See <see cref="TokenText.Id"/>.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is: what is done with it was done by this person.</summary>
    public required string Person { get; init; }

    /// <summary>What it is for, in a few words; null: nobody said.</summary>
    public string? Purpose { get; init; }

    /// <summary>Roles that it gives beside those that the access file binds; almost always none.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Allow rules that narrow what the person may do with it; null: they do not.</summary>
    public IReadOnlyList<AccessRule>? Scope { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required string IssuedBy { get; init; }

    /// <summary>Excluded.</summary>
    public required DateTimeOffset Expires { get; init; }

    public required TokenHash Hash { get; init; }

    /// <summary>The first token of a new store: void as soon as another is there, and good for nothing but to make that.</summary>
    public bool IsFirst { get; init; }

    /// <summary>Null: it was not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Why it is not good at an instant, for who holds it; null while it is.</summary>
    public string? FaultAt(DateTimeOffset now) => (RevokedAt, IsFirst) switch
    {
        ({ } at, true) => $"this first token is void since {at:u}, when another was made: use that one, or `slipway token create` on the server's machine",
        ({ } at, false) => $"this token was revoked at {at:u}: ask an administrator for another",
        _ when Expires <= now => $"this token expired at {Expires:u}: ask an administrator for another",
        _ => null,
    };

    public Principal ToPrincipal() => new() { Name = Person, Credential = $"token {Id}", Roles = Roles, Scope = Scope };
}
