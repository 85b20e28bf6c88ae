using Shouldly;
using Slipway.Core.Access;
using Slipway.Core.Access.Files;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Access;

public sealed class AccessPolicyTests
{
    private const string File = """
        roles:
          release-manager:
            - { allow: "*", on: "shop/*" }
          contractor:
            - { deny: deploy, on: "*/production" }
          product-owner: []
        bindings:
          - { subject: alice, roles: [release-manager, product-owner] }
          - { group: contractors, roles: [contractor] }
          - { group: engineering, roles: [developer] }
          - { subject: root, roles: [admin] }
        default: viewer
        aliases:
          alice: [alice@example.org, "uid=alice,ou=people,dc=example"]
        """;

    private static readonly AccessPolicy Policy = AccessReader.Read(File).Policy!;
    private static readonly EnvironmentKey Production = new("shop", "production");

    [Fact]
    public void A_rule_that_allows_is_named_with_its_role_and_binding() =>
        Policy.Decide(Person("alice"), Actions.Deploy, Production)
            .ShouldBe(new AccessDecision(true, "allow * on shop/* (role release-manager, bound to subject alice)"));

    [Fact]
    public void A_deny_through_one_group_wins_over_an_allow_through_another() =>
        Policy.Decide(Person("carol", "engineering", "contractors"), Actions.Deploy, Production)
            .ShouldBe(new AccessDecision(false, "deny deploy on */production (role contractor, bound to group contractors)"));

    [Fact]
    public void A_deny_narrows_a_built_in_role_where_it_matches_and_nowhere_else()
    {
        var carol = Person("carol", "engineering", "contractors");
        Policy.Decide(carol, Actions.Deploy, new EnvironmentKey("shop", "staging")).IsAllowed.ShouldBeTrue();
        Policy.Decide(Person("root", "contractors"), Actions.Deploy, Production).IsAllowed.ShouldBeFalse();
        Policy.Decide(Person("root", "contractors"), Actions.Abort, Production).IsAllowed.ShouldBeTrue();
    }

    [Fact]
    public void Everybody_may_view_by_the_default_and_nothing_else()
    {
        Policy.Decide(Person("stranger"), Actions.View, Production).ShouldBe(new AccessDecision(true, "allow view on ** (role viewer, the default)"));
        Policy.Decide(Person("stranger"), Actions.Logs, Production).ShouldBe(new AccessDecision(false, "default: viewer (no rule allows it)"));
        AccessPolicy.WithoutFile.Decide(Person("stranger"), Actions.View, Production).ShouldBe(new AccessDecision(false, "default: none (no rule allows it)"));
    }

    [Theory]
    [InlineData(Actions.Override)]
    [InlineData(Actions.Emergency)]
    [InlineData(Actions.Freeze)]
    [InlineData(Actions.Admin)]
    public void A_developer_may_do_all_but_pass_gates_freeze_and_administer(string action)
    {
        Policy.Decide(Person("carol", "engineering"), action, Production).IsAllowed.ShouldBeFalse();
        Policy.Decide(Person("root"), action, Production).IsAllowed.ShouldBeTrue();
        Actions.All.Count(a => Policy.Decide(Person("carol", "engineering"), a, Production).IsAllowed).ShouldBe(Actions.All.Count - 4);
    }

    [Theory]
    [InlineData("alice@example.org")]
    [InlineData("uid=alice,ou=people,dc=example")]
    public void An_alias_is_the_person_with_the_persons_rights(string alias)
    {
        Policy.Canonical(Person(alias)).Name.ShouldBe("alice");
        Policy.Decide(Person(alias), Actions.Approve, Production).IsAllowed.ShouldBeTrue();
        Policy.RolesOf(Person(alias), Production).ShouldBe(["product-owner", "release-manager", "viewer"]);
    }

    [Fact]
    public void A_role_counts_where_it_allows_something_and_a_title_counts_everywhere() =>
        Policy.RolesOf(Person("alice"), new EnvironmentKey("search", "production")).ShouldBe(["product-owner", "viewer"]);

    [Fact]
    public void A_scope_narrows_what_the_person_may_do_and_gives_nothing()
    {
        var narrowed = Person("alice") with { Credential = "token ci", Scope = [AccessRule.Allow(Actions.Deploy, "shop/staging"), AccessRule.Allow(Actions.Deploy, "search/*")] };
        Policy.Decide(narrowed, Actions.Deploy, new EnvironmentKey("shop", "staging")).IsAllowed.ShouldBeTrue();
        Policy.Decide(narrowed, Actions.Deploy, Production)
            .ShouldBe(new AccessDecision(false, "the scope of token ci: allow deploy on shop/staging, allow deploy on search/*"));
        Policy.Decide(narrowed, Actions.Deploy, new EnvironmentKey("search", "staging")).By.ShouldStartWith("default:");
        Policy.Decide(Person("alice") with { Scope = [AccessRule.Deny("*", "**")] }, Actions.Deploy, Production).IsAllowed.ShouldBeFalse();
    }

    [Fact]
    public void A_role_of_the_credential_itself_counts_beside_the_bound_ones()
    {
        var local = Person("operator") with { Credential = "local", Roles = [AccessRole.AdminName] };
        AccessPolicy.WithoutFile.RightsOf(local).Decide(Actions.Admin, AccessPolicy.Server)
            .ShouldBe(new AccessDecision(true, "allow * on ** (role admin, given by local)"));
    }

    private static Principal Person(string name, params string[] groups) => new() { Name = name, Groups = groups, Credential = "token t1" };
}
