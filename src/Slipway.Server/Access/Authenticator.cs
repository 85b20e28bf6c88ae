using System.Text;
using Microsoft.AspNetCore.Http;
using Slipway.Core.Access;
using Slipway.Core.Ports;

namespace Slipway.Server.Access;

/// <summary>From a request to who sent it: the machine's own credential, or what one of the identity sources knows.</summary>
internal sealed class Authenticator(AccessOptions options, IEnumerable<IIdentitySource> sources)
{
    private const int MaxHeaderLength = 16 * 1024;

    private const string Missing =
        "prove who you are: send a token as `Authorization: Bearer`; the command line takes it from SLIPWAY_TOKEN or --token-file, and needs none where the server was started";

    private const string Foreign = "this is no token that this server knows: check that it is whole and for this server, or ask an administrator for one";

    /// <exception cref="PortUnavailableException">Nobody can say now.</exception>
    public async Task<IdentityAnswer> AuthenticateAsync(HttpContext context, CancellationToken cancellation)
    {
        if (Read(context.Request.Headers.Authorization.ToString()) is not { } credential)
            return IdentityAnswer.Refused(Missing);
        if (credential is Credential.Bearer bearer && LocalCredential.IsOne(bearer.Token))
            return OfThisMachine(context, bearer.Token);
        foreach (var source in sources)
        {
            var answer = await source.AuthenticateAsync(credential, cancellation);
            if (answer.Principal is { } found)
                return Principal.IsName(found.Name) ? answer : IdentityAnswer.Refused($"the name that {source.Name} gives is none: it is empty, too long, or has control characters");
            if (answer.Reason is not null)
                return answer;
        }

        return IdentityAnswer.Refused(Foreign);
    }

    private IdentityAnswer OfThisMachine(HttpContext context, string token)
    {
        if (!Caller.IsHere(context))
            return IdentityAnswer.Refused("the local credential counts on the server's own machine alone: use a token");
        return options.Local.Matches(token)
            ? IdentityAnswer.Of(options.Local.Principal)
            : IdentityAnswer.Refused("this local credential is of an earlier life of the server: read the file anew");
    }

    private static Credential? Read(string header)
    {
        if (header.Length > MaxHeaderLength || header.Split(' ', 2, StringSplitOptions.TrimEntries) is not [var scheme, { Length: > 0 } value])
            return null;
        if (scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
            return new Credential.Bearer(value);
        return scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) ? Basic(value) : null;
    }

    private static Credential.Basic? Basic(string value)
    {
        try
        {
            var pair = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Convert.FromBase64String(value));
            var colon = pair.IndexOf(':', StringComparison.Ordinal);
            return colon < 0 ? null : new Credential.Basic(pair[..colon], pair[(colon + 1)..]);
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            return null;
        }
    }
}
