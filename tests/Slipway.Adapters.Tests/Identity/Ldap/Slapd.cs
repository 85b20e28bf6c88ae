using System.Globalization;
using Slipway.Core.Access.Identity;
using Slipway.Core.Notices.Model;
using Slipway.Testing.Ldap;

namespace Slipway.Adapters.Tests.Identity.Ldap;

/// <summary>The directory that the tests of a class share: people, groups, a locked account, names with every special character.</summary>
public sealed class Slapd : IAsyncDisposable
{
    public const string Password = "correct horse";
    public const string AccountVariable = "LDAP_PASSWORD";
    public const string AccountPassword = "secret-of-slipway";
    public const string People = "ou=people,dc=example,dc=org";
    public const string Groups = "ou=groups,dc=example,dc=org";

    /// <summary>A name that means something in a filter and in a distinguished name.</summary>
    public const string Strange = "o'b*r(e)a,k=\\e#r";

    private const string Settings = """
        access to attrs=userPassword by anonymous auth by * none
        access to * by dn.exact="cn=slipway,ou=services,dc=example,dc=org" read by self read by anonymous auth by * none
        overlay memberof
        overlay ppolicy
        ppolicy_default "cn=default,ou=policies,dc=example,dc=org"
        """;

    private readonly Lazy<Task<SlapdServer>> _server = new(() => StartNewAsync("", CancellationToken.None));

    /// <summary>For all to use and none to stop. Skips the test where there is no OpenLDAP server.</summary>
    public Task<SlapdServer> ServerAsync()
    {
        SlapdServer.SkipUnlessInstalled();
        return _server.Value;
    }

    /// <summary>One of a test's own.</summary>
    /// <param name="more">Entries beside the others, as LDIF.</param>
    public static async Task<SlapdServer> StartOwnAsync(CancellationToken cancellation, string more = "")
    {
        SlapdServer.SkipUnlessInstalled();
        return await StartNewAsync(more, cancellation);
    }

    /// <summary>Searches people by uid, and takes their groups from their entries.</summary>
    public static LdapSpec Searching(params IReadOnlyList<Uri> servers) => new()
    {
        Servers = servers,
        Account = new LdapAccount { Dn = "cn=slipway,ou=services,dc=example,dc=org", Password = new SecretSource { Env = AccountVariable } },
        People = new LdapPeople { Base = People },
        Groups = new LdapGroups { Base = Groups, Attribute = "memberOf" },
        Timeout = TimeSpan.FromSeconds(20),
    };

    public static string? Variable(string name) => name == AccountVariable ? AccountPassword : null;

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated)
            await (await _server.Value).DisposeAsync();
    }

    private static Task<SlapdServer> StartNewAsync(string more, CancellationToken cancellation) => SlapdServer.StartAsync($"{Entries()}\n{more}", Settings, cancellation);

    private static string Entries() => string.Join("\n", [
        "dn: dc=example,dc=org\nobjectClass: dcObject\nobjectClass: organization\no: example\n",
        .. ((string[])["people", "groups", "lab", "services", "policies"]).Select(unit => $"dn: ou={unit},dc=example,dc=org\nobjectClass: organizationalUnit\n"),
        $"dn: cn=slipway,ou=services,dc=example,dc=org\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\nuserPassword: {AccountPassword}\n",
        "dn: cn=default,ou=policies,dc=example,dc=org\nobjectClass: organizationalRole\nobjectClass: pwdPolicy\npwdAttribute: userPassword\npwdLockout: TRUE\n",
        Person("uid=alice,ou=people,dc=example,dc=org", "alice", "memberOf: cn=release,ou=groups,dc=example,dc=org\nmemberOf: cn=shop\\2C web,ou=groups,dc=example,dc=org\nmemberOf: cn=admins,ou=lab,dc=example,dc=org\n"),
        Person("uid=bob,ou=people,dc=example,dc=org", "bob", ""),
        Person("uid=twin,ou=people,dc=example,dc=org", "twin", "mail: twin@example.org\n"),
        Person("uid=twin2,ou=people,dc=example,dc=org", "twin2", "mail: twin@example.org\n"),
        Person("uid=locked,ou=people,dc=example,dc=org", "locked", "pwdAccountLockedTime: 000001010000Z\n"),
        Person("uid=zoë,ou=people,dc=example,dc=org", "zoë", ""),
        Person("uid=o'b*r(e)a\\,k\\3D\\\\e#r,ou=people,dc=example,dc=org", Strange, ""),
        "dn: uid=nopassword,ou=people,dc=example,dc=org\nobjectClass: inetOrgPerson\ncn: x\nsn: x\nuid: nopassword\n",
        "dn: cn=release,ou=groups,dc=example,dc=org\nobjectClass: groupOfNames\nmember: uid=alice,ou=people,dc=example,dc=org\n",
        "dn: cn=shop\\2C web,ou=groups,dc=example,dc=org\nobjectClass: groupOfNames\nmember: uid=alice,ou=people,dc=example,dc=org\n",
        $"dn: cn=strange,ou=groups,dc=example,dc=org\nobjectClass: groupOfNames\nmember: uid=o'b*r(e)a\\,k\\3D\\\\e#r,ou=people,dc=example,dc=org\n",
        "dn: cn=unix,ou=groups,dc=example,dc=org\nobjectClass: posixGroup\ngidNumber: 1\nmemberUid: bob\nmemberUid: alice\n",
        "dn: cn=admins,ou=lab,dc=example,dc=org\nobjectClass: groupOfNames\nmember: uid=alice,ou=people,dc=example,dc=org\n",
    ]);

    private static string Person(string dn, string uid, string more)
    {
        // LDIF takes what is beyond ASCII in base64.
        return $"{Line("dn", dn)}objectClass: inetOrgPerson\ncn: {dn.Length.ToString(CultureInfo.InvariantCulture)}\nsn: x\n{Line("uid", uid)}userPassword: {Password}\n{more}";
    }

    private static string Line(string name, string value) =>
        value.All(char.IsAscii) ? $"{name}: {value}\n" : $"{name}:: {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(value))}\n";
}
