using System.Security.Cryptography;
using Slipway.Core.Access;
using Slipway.Core.Access.Tokens;
using Slipway.Core.Gates;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Core.Engine.Tokens;

/// <summary>
/// Hands out and revokes tokens, and knows them all. Each question reads the end of their stream first, which is one look into an
/// index: so a revocation counts at every server with the very next request, however far behind its feed of events may be.
/// </summary>
/// <param name="iterations">Of the slow hash of new tokens; fewer in tests.</param>
public sealed class TokenRegistry(IEventStore store, TimeProvider time, int iterations = TokenHash.StandardIterations)
{
    /// <summary>Tries when others change tokens at the same time.</summary>
    private const int MaxConflicts = 20;

    private const int MaxRoles = 20;
    private const int MaxRules = 100;

    private static readonly TimeSpan FirstLife = TimeSpan.FromDays(1);

    private volatile TokenBook _book = TokenBook.Empty;

    /// <summary>All tokens as they are in the store now.</summary>
    /// <exception cref="PortUnavailableException">The store does not answer.</exception>
    public async Task<TokenBook> ReadAsync(CancellationToken cancellation)
    {
        var book = _book;
        var news = await store.ReadStreamAsync(Streams.Access, book.Version, cancellation);
        foreach (var e in news)
            book = book.Apply(EventCodec.DecodeToken(e), e.Version, e.Time);

        // Of two that read at once the later may put the older book back: the next reads the rest again.
        return _book = book;
    }

    public async Task<Outcome<IssuedToken>> IssueAsync(TokenOrder order, Actor actor, CancellationToken cancellation)
    {
        if (Fault(order) is { } fault)
            return Refusal.Of(RefusalKind.Invalid, fault);
        for (var conflicts = 0; ; conflicts++)
        {
            var book = await ReadAsync(cancellation);
            var now = time.GetUtcNow();
            if (book.Tokens.Values.Count(t => t.FaultAt(now) is null) >= TokenBook.MaxTokens)
                return Refusal.Of(RefusalKind.Blocked, $"there are {TokenBook.MaxTokens:N0} tokens; revoke some: `slipway token list`");
            var issued = Draw(order, actor.Name, now, isFirst: false);
            try
            {
                await AppendAsync(book.Version, new TokenIssued(issued.Token), now, actor, cancellation);
                return issued;
            }
            catch (StreamConflictException) when (conflicts < MaxConflicts)
            {
                // Another was handed out or revoked meanwhile.
            }
        }
    }

    /// <summary>The first token of a store that never had one; null where it had. It is good for a day, and void once another is there.</summary>
    public async Task<IssuedToken?> FirstAsync(CancellationToken cancellation)
    {
        if ((await ReadAsync(cancellation)).Version > 0)
            return null;
        var order = new TokenOrder("admin", "makes the first token", [AccessRole.AdminName], [AccessRule.Allow(Actions.Admin, AccessPolicy.Server)], FirstLife);
        var now = time.GetUtcNow();
        var issued = Draw(order, "slipway", now, isFirst: true);
        try
        {
            await AppendAsync(0, new TokenIssued(issued.Token), now, "slipway", cancellation);
            return issued;
        }
        catch (StreamConflictException)
        {
            // Another server of a new store was first and shows one.
            return null;
        }
    }

    /// <summary>Revokes at once; a second time is no fault and changes nothing.</summary>
    public async Task<Outcome<Token>> RevokeAsync(string id, string? reason, Actor actor, CancellationToken cancellation)
    {
        for (var conflicts = 0; ; conflicts++)
        {
            var book = await ReadAsync(cancellation);
            if (book.Find(id) is not { } token)
                return Refusal.Of(RefusalKind.NotFound, "there is no token of that id; `slipway token list` has them all");
            if (token.RevokedAt is not null)
                return token;
            var now = time.GetUtcNow();
            try
            {
                await AppendAsync(book.Version, new TokenRevoked(id, reason), now, actor, cancellation);
                return token with { RevokedAt = now };
            }
            catch (StreamConflictException) when (conflicts < MaxConflicts)
            {
                // Another was handed out or revoked meanwhile.
            }
        }
    }

    private static string? Fault(TokenOrder order)
    {
        if (!Principal.IsName(order.Person))
            return $"a token is for somebody: a name of 1 to {Principal.MaxNameLength} characters";
        if (order.Purpose is { Length: > Principal.MaxNameLength } || order.Purpose?.Any(char.IsControl) == true)
            return $"the purpose is one line of at most {Principal.MaxNameLength} characters";
        if (order.Roles.Count > MaxRoles || !order.Roles.All(Principal.IsName))
            return $"a token has at most {MaxRoles} roles of its own";
        if (order.Scope is { Count: 0 or > MaxRules })
            return $"a scope has 1 to {MaxRules} rules; leave it out to narrow nothing";
        if (order.Scope?.FirstOrDefault(r => r.Effect != AccessEffect.Allow || !Glob.IsPattern(r.Action) || !Glob.IsPattern(r.On)) is { } bad)
            return $"'{bad}' is no rule of a scope: write an action and a place, as deploy and shop/*";
        if (order.Scope?.FirstOrDefault(r => !Actions.All.Any(a => Glob.Matches(r.Action, a))) is { } unknown)
            return $"'{unknown.Action}' is no action; there are {string.Join(", ", Actions.All)}";
        return order.Life > TimeSpan.Zero && order.Life <= Token.LongestLife ? null : $"a token lives for at most {Token.LongestLife.TotalDays:0} days";
    }

    private IssuedToken Draw(TokenOrder order, string by, DateTimeOffset now, bool isFirst)
    {
        var text = new TokenText(Hexadecimal(TokenText.IdBytes), Hexadecimal(TokenText.SecretBytes));
        var token = new Token
        {
            Id = text.Id,
            Person = order.Person,
            Purpose = order.Purpose,
            Roles = order.Roles,
            Scope = order.Scope,
            IssuedAt = now,
            IssuedBy = by,
            Expires = now + order.Life,
            Hash = TokenHash.Of(text.Secret, RandomNumberGenerator.GetBytes(TokenHash.SaltBytes), iterations),
            IsFirst = isFirst,
        };
        return new IssuedToken(token, text);
    }

    private static string Hexadecimal(int bytes) => RandomNumberGenerator.GetHexString(bytes * 2, lowercase: true);

    private Task<IReadOnlyList<StoredEvent>> AppendAsync(int version, TokenEvent e, DateTimeOffset now, Actor actor, CancellationToken cancellation) =>
        store.AppendAsync(new Append([new StreamAppend(Streams.Access, version, [EventCodec.Encode(e)])], now, actor, null, null, []), cancellation);
}
