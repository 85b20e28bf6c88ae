using System.Text.Json;
using Slipway.Core.Access;
using Slipway.Core.Access.Identity;
using Slipway.Core.Ports;

namespace Slipway.Integrations.Identity.Oidc;

/// <summary>
/// Reads a token whose signature is good. Who holds it got it from the provider, and is told what is wrong with it. What cannot be
/// read whole is refused: a group that is missing might be the one that a rule denies something.
/// </summary>
internal static class TokenClaims
{
    private const int MaxGroups = 1000;
    private const string Renew = "get another from the provider";

    public static IdentityAnswer Check(JsonElement claims, OidcSpec spec, DateTimeOffset now)
    {
        if (AudienceFault(claims, spec) is { } audience)
            return IdentityAnswer.Refused(audience);
        if (TimeFault(claims, spec.ClockSkew, now) is { } time)
            return IdentityAnswer.Refused(time);
        foreach (var (claim, wanted) in spec.Require)
        {
            if (claims.FindClaim(claim)?.Text() != wanted)
                return IdentityAnswer.Refused($"this token does not have the value that this server requires of '{claim}'");
        }

        if (claims.FindClaim(spec.Name)?.Text() is not { Length: > 0 } name || !Principal.IsName(name))
            return IdentityAnswer.Refused($"this token has no name that can be used in '{spec.Name}'");
        if (spec.Name == "email" && claims.Find("email_verified") is { ValueKind: not JsonValueKind.True } verified && verified.Text() != "true")
            return IdentityAnswer.Refused("the email address in this token is not verified: verify it at the provider");
        if (claims.Find("_claim_names")?.Find(spec.Groups) is not null)
            return IdentityAnswer.Refused($"this token leaves out '{spec.Groups}' because there are too many: let the provider put in only those that are for this server");
        IReadOnlyList<string> groups = [];
        if (claims.FindClaim(spec.Groups) is { ValueKind: not JsonValueKind.Null } found)
        {
            if (found.Texts() is not { Count: <= MaxGroups } texts)
                return IdentityAnswer.Refused($"'{spec.Groups}' of this token is no text and no list of at most {MaxGroups} texts");
            groups = texts;
        }

        return IdentityAnswer.Of(new Principal { Name = name, Groups = groups, Credential = $"oidc {new Uri(spec.Issuer).Authority}" });
    }

    private static string? AudienceFault(JsonElement claims, OidcSpec spec) =>
        claims.Find("aud")?.Texts() is { } audience && audience.Intersect(spec.Audience).Any()
            ? null
            : $"this token is for another audience ('aud'): get one for {string.Join(" or ", spec.Audience)}";

    private static string? TimeFault(JsonElement claims, TimeSpan skew, DateTimeOffset now)
    {
        if (claims.Find("exp")?.Instant() is not { } expires)
            return $"this token does not say when it expires ('exp'): {Renew}";
        if (now - skew >= expires)
            return $"this token expired {Ago(now - expires)} ago ('exp'): {Renew}";
        if (claims.Find("nbf") is { } from && !(from.Instant() <= now + skew))
            return from.Instant() is { } start
                ? $"this token is not valid for another {Ago(start - now)} ('nbf'): wait, or compare the clocks of the provider and this server"
                : "this token does not say from when it is valid ('nbf')";
        if (claims.Find("iat") is { } at && !(at.Instant() <= now + skew))
            return at.Instant() is { } issued
                ? $"this token was issued {Ago(issued - now)} in the future ('iat'): compare the clocks of the provider and this server"
                : "this token does not say when it was issued ('iat')";
        return null;
    }

    private static string Ago(TimeSpan time) => time switch
    {
        { TotalMinutes: < 2 } => $"{Math.Ceiling(time.TotalSeconds):0} s",
        { TotalHours: < 2 } => $"{time.TotalMinutes:0} min",
        { TotalDays: < 2 } => $"{time.TotalHours:0} h",
        _ => $"{time.TotalDays:0} days",
    };
}
