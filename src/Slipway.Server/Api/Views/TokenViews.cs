using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;
using Slipway.Core.Access;
using Slipway.Core.Access.Tokens;

namespace Slipway.Server.Api.Views;

internal static class TokenViews
{
    public static TokenView Of(Token token, DateTimeOffset now) => new()
    {
        Id = token.Id,
        Person = token.Person,
        Purpose = token.Purpose,
        State = token.RevokedAt is not null ? TokenState.Revoked : token.Expires <= now ? TokenState.Expired : TokenState.Good,
        Roles = token.Roles,
        Scope = Scope(token.Scope),
        IssuedAt = token.IssuedAt,
        IssuedBy = token.IssuedBy,
        Expires = token.Expires,
    };

    public static IReadOnlyList<ScopeRule>? Scope(IReadOnlyList<AccessRule>? scope) => scope is null ? null : [.. scope.Select(r => new ScopeRule(r.Action, r.On))];
}
