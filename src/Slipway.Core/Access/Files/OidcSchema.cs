using System.Net;
using Slipway.Core.Access.Identity;
using Slipway.Core.Specs.Schema;

namespace Slipway.Core.Access.Files;

/// <summary>The keys of <c>oidc</c>.</summary>
internal static class OidcSchema
{
    private const int MaxIssuers = 10;
    private static readonly TimeSpan MaxSkew = TimeSpan.FromMinutes(10);

    private static readonly TextType Address = new("an https address", "^https?://", text =>
        !Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length + uri.Query.Length + uri.Fragment.Length > 0
            ? new ScalarFault("is no address of an issuer", "write it as its tokens have it in 'iss': https://login.example.org")
            : uri.Scheme == "https" || IsThisMachine(uri)
                ? null
                : new ScalarFault("is not encrypted: who is on the way could give keys of their own", "use https; http is for this machine alone"));

    private static readonly ChoiceType<SigningAlgorithm> Algorithm = new(Enum.GetValues<SigningAlgorithm>(), a => a.ToString());

    private static readonly NamedType<string> Claims = new(
        TextType.Any, "claims", name => name.Length is > 0 and <= TextType.MaxLength, "the name of a claim", "^.+$");

    private static readonly ObjectType<OidcSpec> Issuer = new ObjectType<OidcSpec>(new OidcSpec { Issuer = "", Audience = [] })
        .Required("issuer", Address, o => o.Issuer, (o, v) => o with { Issuer = v },
            "The provider, as its tokens have it in `iss`. It is trusted with every name and group that it gives.", "https://login.example.org")
        .Required("audience", new ListType<string>(TextType.Any, "audiences", min: 1), o => o.Audience, (o, v) => o with { Audience = v },
            "Whom its tokens are for: one of these is in `aud`.", "[slipway]")
        .Optional("name", TextType.Any, o => o.Name, (o, v) => o with { Name = v },
            "The claim with the person's name, which must be unique and not be changed by the person. Dots lead into objects. `email` counts only where it is verified.")
        .Optional("groups", TextType.Any, o => o.Groups, (o, v) => o with { Groups = v },
            "The claim with the groups, a list or a single text.")
        .Optional("require", Claims, o => o.Require, (o, v) => o with { Require = v },
            "Claims that must have a value, where a provider serves others too.", "{ repository_owner: acme }")
        .Optional("algorithms", new ListType<SigningAlgorithm>(Algorithm, "algorithms", min: 1), o => o.Algorithms, (o, v) => o with { Algorithms = v },
            "What tokens may be signed with.")
        .Optional("clockSkew", new DurationType(MaxSkew, zero: true), o => o.ClockSkew, (o, v) => o with { ClockSkew = v },
            "By how much the provider's clock may differ. At most 10m.");

    public static ListType<OidcSpec> Issuers { get; } = new(Issuer, "issuers", max: MaxIssuers, rule: IssuersDiffer);

    public static bool IsThisMachine(Uri uri) =>
        uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static void IssuersDiffer(IReadOnlyList<OidcSpec> issuers, SpecCursor at)
    {
        for (var index = 0; index < issuers.Count; index++)
        {
            if (issuers.Take(index).Any(o => o.Issuer == issuers[index].Issuer))
                at.Item(index).Key("issuer").Error("is there already", "give its audiences in one place");
        }
    }
}
