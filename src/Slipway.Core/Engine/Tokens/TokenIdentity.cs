using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Slipway.Core.Access.Tokens;
using Slipway.Core.Ports;

namespace Slipway.Core.Engine.Tokens;

/// <summary>
/// Knows people by Slipway's own tokens. The slow hash is paid once for each token: then its SHA-256 stands for it, in memory only.
/// What the token is good for is looked up each time.
/// </summary>
public sealed class TokenIdentity(TokenRegistry tokens, TimeProvider time) : IIdentitySource, IDisposable
{
    /// <summary>Proven tokens that are remembered; beyond that all are forgotten and proven again.</summary>
    private const int MaxRemembered = 10_000;

    /// <summary>Slow hashes at a time: strangers who guess cannot take every processor.</summary>
    private const int MaxHashing = 2;

    private const string Unknown = "this token is not known here: check that it is whole and of this server, or ask an administrator for one";

    private readonly ConcurrentDictionary<string, string> _proven = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _hashing = new(MaxHashing);

    public string Name => "token";

    public async Task<IdentityAnswer> AuthenticateAsync(Credential credential, CancellationToken cancellation)
    {
        if (credential is not Credential.Bearer bearer || !bearer.Token.StartsWith(TokenText.Prefix, StringComparison.Ordinal))
            return IdentityAnswer.NotMine;
        if (!TokenText.TryParse(bearer.Token, out var text))
            return IdentityAnswer.Refused($"this is no whole token: one looks like {TokenText.Shape}");
        if ((await tokens.ReadAsync(cancellation)).Find(text.Id) is not { } token || !await IsProvenAsync(text, token, cancellation))
            return IdentityAnswer.Refused(Unknown);
        return token.FaultAt(time.GetUtcNow()) is { } fault ? IdentityAnswer.Refused(fault) : IdentityAnswer.Of(token.ToPrincipal());
    }

    public void Dispose() => _hashing.Dispose();

    private async Task<bool> IsProvenAsync(TokenText text, Token token, CancellationToken cancellation)
    {
        var seal = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.Reveal())));
        if (_proven.GetValueOrDefault(seal) == token.Id)
            return true;
        await _hashing.WaitAsync(cancellation);
        try
        {
            if (!token.Hash.Matches(text.Secret))
                return false;
        }
        finally
        {
            _hashing.Release();
        }

        if (_proven.Count >= MaxRemembered)
            _proven.Clear();
        _proven[seal] = token.Id;
        return true;
    }
}
