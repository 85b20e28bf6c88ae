using System.Collections.Immutable;

namespace Slipway.Core.Access.Tokens;

/// <summary>All tokens by their ids. A fold of their events.</summary>
/// <param name="Version">The last event that is in it.</param>
public sealed record TokenBook(int Version, ImmutableDictionary<string, Token> Tokens)
{
    /// <summary>Tokens that are neither revoked nor expired, at most.</summary>
    public const int MaxTokens = 10_000;

    public static TokenBook Empty { get; } = new(0, ImmutableDictionary<string, Token>.Empty);

    public Token? Find(string id) => Tokens.GetValueOrDefault(id);

    /// <param name="version">Of the event in its stream: where the first events were removed, the book begins with a later one.</param>
    public TokenBook Apply(TokenEvent e, int version, DateTimeOffset at) => new(version, e switch
    {
        TokenIssued issued => Tokens.Where(t => t.Value is { IsFirst: true, RevokedAt: null })
            .Aggregate(Tokens, (all, first) => all.SetItem(first.Key, first.Value with { RevokedAt = at }))
            .SetItem(issued.Token.Id, issued.Token),
        TokenRevoked revoked => Find(revoked.Id) is { RevokedAt: null } token ? Tokens.SetItem(token.Id, token with { RevokedAt = at }) : Tokens,
        TokensCarried carried => carried.Tokens.ToImmutableDictionary(t => t.Id),
        _ => throw new InvalidOperationException($"Unknown event {e.GetType().Name}"),
    });

    /// <summary>What has to go on when the events up to now are removed. A revoked token is forgotten with its events: then it is unknown, and as little good.</summary>
    public TokensCarried Carry(DateTimeOffset now) => new([.. Tokens.Values.Where(t => t.FaultAt(now) is null).OrderBy(t => t.IssuedAt).ThenBy(t => t.Id, StringComparer.Ordinal)]);
}
