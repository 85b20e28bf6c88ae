using Shouldly;
using Slipway.Core.Access.Files;
using Slipway.Core.Access.Identity;
using Xunit;

namespace Slipway.Core.Tests.Access.Files;

public sealed class IdentitySchemaTests
{
    private const string Ldap = "ldap:\n  servers: [\"ldaps://ldap.example.org\"]\n";

    [Fact]
    public void A_provider_needs_an_issuer_and_an_audience_alone()
    {
        var oidc = Read("oidc: [{ issuer: \"https://login.example.org\", audience: [slipway] }]").Identity.Oidc.Single();
        oidc.ShouldSatisfyAllConditions(
            o => o.Algorithms.ShouldBe([SigningAlgorithm.RS256, SigningAlgorithm.ES256, SigningAlgorithm.PS256]),
            o => o.ClockSkew.ShouldBe(TimeSpan.FromSeconds(60)),
            o => o.Name.ShouldBe("sub"),
            o => o.Groups.ShouldBe("groups"),
            o => o.Require.ShouldBeEmpty());
    }

    [Fact]
    public void A_directory_with_everything_is_read()
    {
        var ldap = Read("""
            ldap:
              servers: ["ldap://one.example.org", "ldaps://two.example.org:1636"]
              startTls: true
              ca: ca.pem
              account: { dn: "cn=slipway,dc=x", password: { env: LDAP } }
              people: { base: "ou=people,dc=x", filter: "(sAMAccountName={user})" }
              name: sAMAccountName
              groups: { base: "ou=groups,dc=x", filter: "(member={dn})", name: ou }
              timeout: 2s
              remember: 0s
            """).Identity.Ldap.ShouldNotBeNull();
        ldap.ShouldSatisfyAllConditions(
            l => l.Servers.Select(s => s.Authority).ShouldBe(["one.example.org", "two.example.org:1636"]),
            l => l.StartTls.ShouldBeTrue(),
            l => l.Ca.ShouldBe("ca.pem"),
            l => l.Account!.Password.Env.ShouldBe("LDAP"),
            l => l.People!.Filter.ShouldBeOfType<LdapFilter.Compare>().Attribute.ShouldBe("sAMAccountName"),
            l => l.Groups!.Name.ShouldBe("ou"),
            l => l.Timeout.ShouldBe(TimeSpan.FromSeconds(2)),
            l => l.Remember.ShouldBe(TimeSpan.Zero));
    }

    [Fact]
    public void A_file_without_them_has_none()
    {
        var file = Read("{}");
        (file.Identity.Oidc.Count, file.Identity.Ldap).ShouldBe((0, null));
    }

    [Theory]
    [InlineData("oidc: [{ issuer: \"http://login.example.org\", audience: [a] }]", "is not encrypted")]
    [InlineData("oidc: [{ issuer: \"https://u:p@login.example.org\", audience: [a] }]", "is no address of an issuer")]
    [InlineData("oidc: [{ issuer: \"https://login.example.org\", audience: [] }]", "is an empty list")]
    [InlineData("oidc: [{ issuer: \"https://login.example.org\" }]", "oidc[0].audience: is missing")]
    [InlineData("oidc: [{ issuer: \"https://login.example.org\", audience: [a], algorithms: [HS256] }]", "must be one of RS256")]
    [InlineData("oidc: [{ issuer: \"https://login.example.org\", audience: [a], algorithms: [none] }]", "must be one of RS256")]
    [InlineData("oidc: [{ issuer: \"https://login.example.org\", audience: [a], clockSkew: 1h }]", "is longer than 10m")]
    [InlineData("oidc: [{ issuer: \"https://a.org\", audience: [a] }, { issuer: \"https://a.org\", audience: [b] }]", "oidc[1].issuer: is there already")]
    [InlineData(Ldap, "needs one of the keys people and direct")]
    [InlineData(Ldap + "  direct: \"uid=alice,dc=x\"", "is no distinguished name with {user} in it")]
    [InlineData(Ldap + "  people: { base: people }", "is no distinguished name")]
    [InlineData(Ldap + "  people: { base: \"dc=x\", filter: \"(uid=alice)\" }", "is the same for everybody")]
    [InlineData(Ldap + "  people: { base: \"dc=x\", filter: \"(uid={user}\" }", "is no filter: at character 12: a ) belongs here")]
    [InlineData(Ldap + "  people: { base: \"dc=x\" }\n  groups: { base: \"dc=x\" }", "needs one of the keys attribute and filter")]
    [InlineData(Ldap + "  people: { base: \"dc=x\" }\n  name: \"u(id\"", "is no attribute")]
    [InlineData(Ldap + "  people: { base: \"dc=x\" }\n  timeout: 2m", "is longer than 1m")]
    [InlineData(Ldap + "  people: { base: \"dc=x\" }\n  remember: 1h", "is longer than 10m")]
    [InlineData("ldap: { servers: [\"ldap://ldap.example.org\"], people: { base: \"dc=x\" } }", "is not encrypted, and passwords go there")]
    [InlineData("ldap: { servers: [\"https://ldap.example.org\"], people: { base: \"dc=x\" } }", "is no address of a directory")]
    public void A_fault_is_told(string yaml, string fault)
    {
        var file = AccessReader.Read(yaml);
        file.IsValid.ShouldBeFalse();
        file.Errors.Select(e => e.Format("access.yaml")).ShouldHaveSingleItem().ShouldContain(fault);
    }

    [Fact]
    public void A_password_in_the_file_is_refused_and_not_repeated()
    {
        var file = AccessReader.Read(Ldap + "  people: { base: \"dc=x\" }\n  account: { dn: \"cn=a,dc=x\", password: hunter2 }");
        var fault = file.Errors.Single().Format("access.yaml");
        fault.ShouldContain("must not hold the secret itself");
        fault.ShouldNotContain("hunter2");
    }

    [Theory]
    [InlineData("oidc: [{ issuer: \"http://127.0.0.1:8080/realms/a\", audience: [a] }]")]
    [InlineData("ldap: { servers: [\"ldap://localhost\", \"ldap://[::1]:3890\"], people: { base: \"dc=x\" } }")]
    public void On_this_machine_nothing_has_to_be_encrypted(string yaml) => Read(yaml);

    private static AccessFile Read(string yaml)
    {
        var file = AccessReader.Read(yaml);
        file.Errors.ShouldBeEmpty();
        return file;
    }
}
