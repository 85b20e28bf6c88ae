using Slipway.Core.Access.Identity;
using Slipway.Core.Notices.Schema;
using Slipway.Core.Specs.Schema;

namespace Slipway.Core.Access.Files;

/// <summary>The keys of <c>ldap</c>.</summary>
internal static class LdapSchema
{
    private const int MaxServers = 10;
    private const string UserPlace = "{" + LdapSpec.User + "}";
    private const string FilterExample = "\"(uid={user})\"";
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MaxRemember = TimeSpan.FromMinutes(10);

    private static readonly MappedType<string, Uri> Server = new(
        new TextType("an ldaps or ldap address", "^ldaps?://", text =>
            Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "ldaps" or "ldap" && uri.UserInfo.Length == 0 && uri.PathAndQuery is "" or "/" && uri.Host.Length > 0
                ? null
                : new ScalarFault("is no address of a directory", "write ldaps://ldap.example.org, with a port where it is not 636")),
        text => new Uri(text),
        uri => uri.ToString().TrimEnd('/'));

    private static readonly TextType Dn = new("a distinguished name", fault: text =>
        DistinguishedName.TryParse(text, out _) ? null : new ScalarFault("is no distinguished name", "write it as ou=people,dc=example,dc=org"));

    private static readonly TextType DnOfUser = new("a distinguished name with {user} in it", fault: text =>
        text.Contains(UserPlace, StringComparison.Ordinal) && DistinguishedName.TryParse(text.Replace(UserPlace, "x", StringComparison.Ordinal), out _)
            ? null
            : new ScalarFault("is no distinguished name with {user} in it", "write it as uid={user},ou=people,dc=example,dc=org"));

    private static readonly TextType Attribute = new("an attribute", "^[A-Za-z][A-Za-z0-9.-]*$", text =>
        char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-') ? null : new ScalarFault("is no attribute", "letters, digits and - such as uid or memberOf"));

    private static readonly ObjectType<LdapAccount> Account = new ObjectType<LdapAccount>(new LdapAccount { Dn = "", Password = null! })
        .Required("dn", Dn, a => a.Dn, (a, v) => a with { Dn = v },
            "Its entry.", "cn=slipway,ou=services,dc=example,dc=org")
        .Required("password", SecretType.Instance, a => a.Password, (a, v) => a with { Password = v },
            "Where its password is.", "{ file: /run/secrets/ldap }");

    private static readonly ObjectType<LdapPeople> People = new ObjectType<LdapPeople>(new LdapPeople { Base = "" })
        .Required("base", Dn, p => p.Base, (p, v) => p with { Base = v },
            "People are searched at and below it.", "ou=people,dc=example,dc=org")
        .Optional("filter", Filter(LdapSpec.User), _ => null, (p, v) => p with { Filter = v },
            $"Finds one person by `{{user}}`, the name that was typed. Without it: `{FilterExample.Trim('"')}`.", FilterExample);

    private static readonly ObjectType<LdapGroups> Groups = new ObjectType<LdapGroups>(new LdapGroups { Base = "" })
        .Required("base", Dn, g => g.Base, (g, v) => g with { Base = v },
            "Groups count only below it: elsewhere in the directory a name may be anybody's.", "ou=groups,dc=example,dc=org")
        .Optional("attribute", Attribute, g => g.Attribute, (g, v) => g with { Attribute = v },
            "The attribute of a person's entry that names the groups' entries; a group is called as its entry.", "memberOf")
        .Optional("filter", Filter(LdapSpec.Dn, LdapSpec.User), _ => null, (g, v) => g with { Filter = v },
            "Instead of `attribute`: finds the groups of `{dn}`, the person's entry, or `{user}`, the person's name.", "\"(member={dn})\"")
        .Optional("name", Attribute, g => g.Name, (g, v) => g with { Name = v },
            "With `filter`: the attribute with a group's name.")
        .ExactlyOneOf("attribute", "filter");

    public static ObjectType<LdapSpec> Type { get; } = new ObjectType<LdapSpec>(new LdapSpec { Servers = [] })
        .Required("servers", new ListType<Uri>(Server, "addresses", min: 1, max: MaxServers), l => l.Servers, (l, v) => l with { Servers = v },
            "The directory's servers, asked in this order until one answers.", "[\"ldaps://ldap1.example.org\", \"ldaps://ldap2.example.org\"]")
        .Optional("startTls", new TrueType(), l => l.StartTls, (l, v) => l with { StartTls = v },
            "Encrypts `ldap` connections before anything else is said.")
        .Optional("ca", TextType.Any, l => l.Ca, (l, v) => l with { Ca = v },
            "A PEM file of the certificates that are trusted in place of the system's. Relative to this file.", "ldap-ca.pem")
        .Optional("account", Account, l => l.Account, (l, v) => l with { Account = v },
            "As whom Slipway searches. Without it: as nobody, or with `direct` as the person.")
        .Optional("people", People, l => l.People, (l, v) => l with { People = v },
            "Where and how a person is searched.")
        .Optional("direct", DnOfUser, l => l.Direct, (l, v) => l with { Direct = v },
            "Instead of `people`: the name of a person's entry, which is not searched then.", "uid={user},ou=people,dc=example,dc=org")
        .Optional("name", Attribute, l => l.Name, (l, v) => l with { Name = v },
            "The attribute with the person's name: `uid`, or `sAMAccountName` in Active Directory.")
        .Optional("groups", Groups, l => l.Groups, (l, v) => l with { Groups = v },
            "How a person's groups are found. Without it there are none.")
        .Optional("timeout", new DurationType(MaxTimeout), l => l.Timeout, (l, v) => l with { Timeout = v },
            "For all that is asked of one server. At most 1m.")
        .Optional("remember", new DurationType(MaxRemember, zero: true), l => l.Remember, (l, v) => l with { Remember = v },
            "For how long a right password is not asked again, and somebody who was removed may go on. At most 10m.")
        .ExactlyOneOf("people", "direct")
        .Rule(IsEncrypted);

    private static void IsEncrypted(LdapSpec ldap, SpecCursor at)
    {
        for (var index = 0; index < ldap.Servers.Count; index++)
        {
            var server = ldap.Servers[index];
            if (server.Scheme == "ldap" && !ldap.StartTls && !OidcSchema.IsThisMachine(server))
                at.Key("servers").Item(index).Error("is not encrypted, and passwords go there", "use ldaps, or give 'startTls: true'; ldap alone is for this machine");
        }
    }

    private static MappedType<string, LdapFilter> Filter(params string[] places) => new(
        new TextType("a filter", @"^\(.*\)$", text => FilterFault(text, places)),
        text => LdapFilterText.Parse(text, places),
        _ => "");

    private static ScalarFault? FilterFault(string text, string[] places)
    {
        try
        {
            LdapFilterText.Parse(text, places);
            return places.Any(p => text.Contains($"{{{p}}}", StringComparison.Ordinal))
                ? null
                : new ScalarFault("is the same for everybody", $"put {{{places[0]}}} into it: {(places[0] == LdapSpec.User ? FilterExample : "\"(member={dn})\"")}");
        }
        catch (FormatException e)
        {
            return new ScalarFault($"is no filter: {e.Message}", $"write it as {(places[0] == LdapSpec.User ? FilterExample : "\"(member={dn})\"")}");
        }
    }
}
