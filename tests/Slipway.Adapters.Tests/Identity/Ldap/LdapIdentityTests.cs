using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Slipway.Core.Access.Identity;
using Slipway.Core.Notices.Model;
using Slipway.Core.Ports;
using Slipway.Integrations.Identity.Ldap;
using Xunit;

namespace Slipway.Adapters.Tests.Identity.Ldap;

public sealed class LdapIdentityTests(Slapd slapd) : IClassFixture<Slapd>
{
    private const string Wrong = "user name or password is wrong, or the directory does not let this person in";

    /// <summary>OpenLDAP tells 500 entries unless it is set otherwise.</summary>
    private const int MoreGroupsThanTold = 501;

    private static readonly LdapGroups ByMember = new() { Base = Slapd.Groups, Filter = LdapFilterText.Parse("(member={dn})", LdapSpec.Dn) };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_right_password_says_who_it_is_and_the_groups_below_the_base()
    {
        var answer = await AskAsync("alice", Slapd.Password);
        answer.Principal.ShouldNotBeNull().ShouldSatisfyAllConditions(
            p => p.Name.ShouldBe("alice"),
            p => p.Groups.ShouldBe(["release", "shop, web"]),
            p => p.Credential.ShouldBe("ldap"),
            p => p.Roles.ShouldBeEmpty());
    }

    [Theory]
    [InlineData("ALICE", "alice")]
    [InlineData(" Alice ", "alice")]
    [InlineData("zoë", "zoë")]
    [InlineData(Slapd.Strange, Slapd.Strange)]
    public async Task The_name_is_as_the_directory_spells_it(string typed, string name)
    {
        (await AskAsync(typed, Slapd.Password)).Principal.ShouldNotBeNull().Name.ShouldBe(name);
        (await AskAsync(typed, Slapd.Password, await DirectAsync())).Principal.ShouldNotBeNull().Name.ShouldBe(name);
    }

    [Theory]
    [InlineData("alice", "wrong")]
    [InlineData("alice", "")]
    [InlineData("alice", "correct horse\0")]
    [InlineData("alice", "CORRECT HORSE")]
    [InlineData("nobody", Slapd.Password)]
    [InlineData("locked", Slapd.Password)]
    [InlineData("nopassword", Slapd.Password)]
    [InlineData("nopassword", "")]
    [InlineData("", Slapd.Password)]
    [InlineData("", "")]
    [InlineData("slipway", Slapd.AccountPassword)]
    public async Task What_is_wrong_is_refused_in_the_same_words(string user, string password)
    {
        (await AskAsync(user, password)).Reason.ShouldBe(Wrong);
        (await AskAsync(user, password, await DirectAsync())).Reason.ShouldBe(Wrong);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("alic*")]
    [InlineData("*)(uid=*")]
    [InlineData("alice)(objectClass=*")]
    [InlineData("*))(|(uid=*")]
    [InlineData("x)(|(uid=alice)")]
    [InlineData("alice\\")]
    [InlineData("\\61lice")]
    [InlineData("\\2a")]
    [InlineData("alice\0")]
    [InlineData("\0")]
    [InlineData("alice\n")]
    [InlineData("alice,ou=people")]
    [InlineData("alice,ou=people,dc=example,dc=org")]
    [InlineData("bob+uid=alice")]
    [InlineData("alice;x")]
    [InlineData("\"alice\"")]
    [InlineData("#616c696365")]
    [InlineData("{user}")]
    public async Task No_name_means_anything_in_a_filter_or_an_entrys_name(string user)
    {
        (await AskAsync(user, Slapd.Password)).Reason.ShouldBe(Wrong);
        (await AskAsync(user, Slapd.Password, await DirectAsync())).Reason.ShouldBe(Wrong);
    }

    [Fact]
    public async Task Very_long_names_and_passwords_are_refused_unasked()
    {
        var gone = Slapd.Searching(new Uri("ldap://127.0.0.1:1"));
        (await AskAsync(new string('a', 100_000), Slapd.Password, gone)).Reason.ShouldBe(Wrong);
        (await AskAsync("alice", new string('a', 100_000), gone)).Reason.ShouldBe(Wrong);
    }

    [Fact]
    public async Task A_name_that_two_people_have_lets_in_neither()
    {
        var server = await slapd.ServerAsync();
        var byMail = Slapd.Searching(server.Plain) with { People = new LdapPeople { Base = Slapd.People, Filter = LdapFilterText.Parse("(mail={user})", LdapSpec.User) } };
        (await UnavailableAsync(byMail, "twin@example.org")).ShouldContain("several entries");
    }

    [Theory]
    [InlineData("alice", "release|shop, web")]
    [InlineData("bob", "")]
    [InlineData(Slapd.Strange, "strange")]
    public async Task Groups_are_searched_by_their_members(string user, string groups)
    {
        var server = await slapd.ServerAsync();
        var answer = await AskAsync(user, Slapd.Password, Slapd.Searching(server.Plain) with { Groups = ByMember });
        string.Join('|', answer.Principal.ShouldNotBeNull().Groups).ShouldBe(groups);
    }

    [Fact]
    public async Task Groups_are_searched_by_names_of_members()
    {
        var server = await slapd.ServerAsync();
        var unix = new LdapGroups { Base = Slapd.Groups, Filter = LdapFilterText.Parse("(&(objectClass=posixGroup)(memberUid={user}))", LdapSpec.Dn, LdapSpec.User) };
        (await AskAsync("BOB", Slapd.Password, Slapd.Searching(server.Plain) with { Groups = unix })).Principal.ShouldNotBeNull().Groups.ShouldBe(["unix"]);
    }

    [Fact]
    public async Task Groups_that_the_directory_does_not_tell_whole_are_not_taken_for_fewer()
    {
        var groups = Enumerable.Range(0, MoreGroupsThanTold).Select(n => $"dn: cn=g{n},ou=groups,dc=example,dc=org\nobjectClass: posixGroup\ngidNumber: {n}\nmemberUid: twin\n");
        await using var server = await Slapd.StartOwnAsync(Cancellation, string.Join('\n', groups));
        var unix = new LdapGroups { Base = Slapd.Groups, Filter = LdapFilterText.Parse("(memberUid={user})", LdapSpec.Dn, LdapSpec.User) };
        (await UnavailableAsync(Slapd.Searching(server.Plain) with { Groups = unix }, "twin")).ShouldContain("or than the directory tells");
        (await AskAsync("bob", Slapd.Password, Slapd.Searching(server.Plain) with { Groups = unix })).Principal.ShouldNotBeNull().Groups.ShouldBe(["unix"]);
    }

    [Fact]
    public async Task A_direct_bind_reads_the_persons_own_entry() =>
        (await AskAsync("alice", Slapd.Password, await DirectAsync())).Principal.ShouldNotBeNull().Groups.ShouldBe(["release", "shop, web"]);

    [Theory]
    [InlineData("(&(objectClass=inetOrgPerson)(uid={user}))", true)]
    [InlineData("(|(uid={user})(mail={user}))", true)]
    [InlineData("(&(uid={user})(!(uid=bob)))", false)]
    [InlineData("(&(uid={user})(sn=*))", true)]
    [InlineData("(&(uid={user})(uid=al*c*))", false)]
    [InlineData("(&(uid={user})(sn~=x))", true)]
    [InlineData("(uid:caseIgnoreMatch:={user})", true)]
    [InlineData("(&(uid={user})(ou:dn:=people))", true)]
    [InlineData("(&(uid={user})(uid=\\61lice))", false)]
    public async Task Filters_of_every_form_reach_the_directory_as_they_are_meant(string filter, bool findsBob)
    {
        var server = await slapd.ServerAsync();
        var spec = Slapd.Searching(server.Plain) with { People = new LdapPeople { Base = Slapd.People, Filter = LdapFilterText.Parse(filter, LdapSpec.User) } };
        (await AskAsync("alice", Slapd.Password, spec)).Principal.ShouldNotBeNull().Name.ShouldBe("alice");
        ((await AskAsync("bob", Slapd.Password, spec)).Principal is not null).ShouldBe(findsBob);
    }

    [Fact]
    public async Task Passwords_go_over_TLS_to_a_server_with_a_good_certificate()
    {
        var server = await slapd.ServerAsync();
        (await AskAsync("alice", Slapd.Password, Slapd.Searching(server.Secure) with { Ca = server.Certificate })).Principal.ShouldNotBeNull();
        (await AskAsync("alice", Slapd.Password, Slapd.Searching(server.Plain) with { StartTls = true, Ca = server.Certificate })).Principal.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_server_whose_certificate_nobody_vouches_for_is_told_nothing()
    {
        var server = await slapd.ServerAsync();
        (await UnavailableAsync(Slapd.Searching(server.Secure))).ShouldContain("certificate");
        (await UnavailableAsync(Slapd.Searching(server.Plain) with { StartTls = true })).ShouldContain("certificate");
        (await UnavailableAsync(Slapd.Searching(server.Secure) with { Ca = "/nowhere/ca.pem" })).ShouldContain("'ca'");
    }

    [Fact]
    public async Task A_wrong_password_of_the_account_is_logged_without_it()
    {
        var server = await slapd.ServerAsync();
        using var folder = new Storage.TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("password"), "wrong-secret\n", Cancellation);
        var spec = Slapd.Searching(server.Plain);
        spec = spec with { Account = spec.Account! with { Password = new SecretSource { File = folder.File("password") } } };
        var line = await UnavailableAsync(spec);
        line.ShouldContain("check 'account'");
        line.ShouldNotContain("wrong-secret");
        await File.WriteAllTextAsync(folder.File("password"), Slapd.AccountPassword + "\n", Cancellation);
        (await AskAsync("alice", Slapd.Password, spec)).Principal.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_password_of_the_account_that_is_not_there_is_logged()
    {
        var server = await slapd.ServerAsync();
        var spec = Slapd.Searching(server.Plain);
        (await UnavailableAsync(spec with { Account = spec.Account! with { Password = new SecretSource { Env = "NOT_SET" } } })).ShouldContain("NOT_SET");
        (await UnavailableAsync(spec with { Account = spec.Account! with { Password = new SecretSource { File = "not/there" } } })).ShouldContain("not/there");
    }

    [Fact]
    public async Task A_person_without_the_attribute_of_the_name_is_nobody()
    {
        var server = await slapd.ServerAsync();
        (await UnavailableAsync(Slapd.Searching(server.Plain) with { Name = "employeeNumber" })).ShouldContain("'employeeNumber'");
    }

    [Fact]
    public async Task A_token_is_left_to_others()
    {
        await using var identity = new LdapIdentity(Slapd.Searching(new Uri("ldap://127.0.0.1:1")), "/", Slapd.Variable, TimeProvider.System, NullLogger<LdapIdentity>.Instance);
        var answer = await identity.AuthenticateAsync(new Credential.Bearer("a.b.c"), Cancellation);
        (answer.Principal, answer.Reason).ShouldBe((null, null));
    }

    private async Task<LdapSpec> DirectAsync()
    {
        var server = await slapd.ServerAsync();
        return Slapd.Searching(server.Plain) with { Account = null, People = null, Direct = "uid={user},ou=people,dc=example,dc=org" };
    }

    private async Task<IdentityAnswer> AskAsync(string user, string password, LdapSpec? spec = null)
    {
        var server = await slapd.ServerAsync();
        await using var identity = new LdapIdentity(spec ?? Slapd.Searching(server.Plain), "/", Slapd.Variable, TimeProvider.System, NullLogger<LdapIdentity>.Instance);
        return await identity.AuthenticateAsync(new Credential.Basic(user, password), Cancellation);
    }

    /// <summary>What the log says. The answer, which goes to a stranger, says nothing of it.</summary>
    private static async Task<string> UnavailableAsync(LdapSpec spec, string user = "alice")
    {
        var log = new Lines<LdapIdentity>();
        await using var identity = new LdapIdentity(spec, "/", Slapd.Variable, TimeProvider.System, log);
        var told = await Should.ThrowAsync<PortUnavailableException>(() => identity.AuthenticateAsync(new Credential.Basic(user, Slapd.Password), Cancellation));
        told.Message.ShouldBe("the directory cannot say now who this is; the server's log says why");
        log.Text.ShouldNotContain(Slapd.Password);
        return log.Text;
    }
}
