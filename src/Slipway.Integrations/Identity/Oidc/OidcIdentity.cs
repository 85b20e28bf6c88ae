using System.Net;
using Microsoft.Extensions.Logging;
using Slipway.Core.Access.Identity;
using Slipway.Core.Ports;

namespace Slipway.Integrations.Identity.Oidc;

/// <summary>Knows people by the signed tokens of OpenID Connect providers (RFC 7519, OpenID Connect Discovery 1.0).</summary>
public sealed class OidcIdentity : IIdentitySource, IDisposable
{
    /// <summary>At the keys that are there, and at those that an issuer gives when asked again.</summary>
    private const int MaxLooks = 2;

    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(5);

    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private volatile IReadOnlyDictionary<string, (OidcSpec Spec, ProviderKeys Keys)> _issuers = new Dictionary<string, (OidcSpec, ProviderKeys)>();

    /// <param name="issuers">Each once.</param>
    public OidcIdentity(IReadOnlyList<OidcSpec> issuers, TimeProvider time, ILogger<OidcIdentity> logger)
    {
        (_time, _logger) = (time, logger);
        // A redirect could lead away from https, and from the provider that somebody decided to trust.
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = ConnectionLife, AutomaticDecompression = DecompressionMethods.All })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        Trust(issuers);
    }

    public string Name => "oidc";

    /// <summary>From now on these count and no others. The keys of those that go on counting stay: their provider may be away now.</summary>
    /// <param name="issuers">Each once.</param>
    public void Trust(IReadOnlyList<OidcSpec> issuers)
    {
        var before = _issuers;
        _issuers = issuers.ToDictionary(
            o => o.Issuer,
            o => (o, before.TryGetValue(o.Issuer, out var known) ? known.Keys : new ProviderKeys(o.Issuer, _http, _time, _logger)),
            StringComparer.Ordinal);
        foreach (var gone in before.Where(i => !_issuers.ContainsKey(i.Key)))
            gone.Value.Keys.Dispose();
    }

    public async Task<IdentityAnswer> AuthenticateAsync(Credential credential, CancellationToken cancellation)
    {
        var issuers = _issuers;
        if (credential is not Credential.Bearer bearer || issuers.Count == 0 || !JsonWebToken.IsMeant(bearer.Token))
            return IdentityAnswer.NotMine;
        if (!JsonWebToken.TryParse(bearer.Token, out var token, out var fault))
            return IdentityAnswer.Refused(fault);
        if (token.Claims.Find("iss")?.Text() is not { } name || !issuers.TryGetValue(name, out var issuer))
            return IdentityAnswer.Refused("this token is of an issuer that this server does not trust ('iss')");
        if (!SigningKey.TryName(token.Algorithm, out var algorithm) || !issuer.Spec.Algorithms.Contains(algorithm))
            return IdentityAnswer.Refused($"this token is not signed in a way that this server takes ('alg'): it takes {string.Join(", ", issuer.Spec.Algorithms)}");
        return await SignatureFaultAsync(token, algorithm, issuer.Keys, cancellation) is { } forged
            ? IdentityAnswer.Refused(forged)
            : TokenClaims.Check(token.Claims, issuer.Spec, _time.GetUtcNow());
    }

    public void Dispose()
    {
        foreach (var (_, keys) in _issuers.Values)
            keys.Dispose();
        _http.Dispose();
    }

    /// <summary>Null where one of the issuer's keys made it. A key that is not known may be a new one: the issuer is asked once.</summary>
    private static async Task<string?> SignatureFaultAsync(JsonWebToken token, SigningAlgorithm algorithm, ProviderKeys keys, CancellationToken cancellation)
    {
        var known = await keys.CurrentAsync(cancellation);
        for (var look = 0; known is not null && look < MaxLooks; look++, known = await keys.NewerAsync(known, cancellation))
        {
            var fitting = known.For(token.KeyId, algorithm);
            if (fitting.Any(k => k.Verifies(algorithm, token.Signed, token.Signature)))
                return null;
            if (token.KeyId is not null && fitting.Count > 0)
                return "the signature of this token is not that of its issuer: it was changed, or made by somebody else";
        }

        return "this token was signed with a key that its issuer does not have, or has no more: get another from the provider";
    }
}
