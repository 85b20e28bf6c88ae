using Shouldly;
using Slipway.Core.Access.Files;
using Slipway.Core.Specs;
using Xunit;

namespace Slipway.Core.Tests.Access.Files;

public sealed class AccessReaderTests
{
    [Theory]
    [InlineData("bindings: [{ subject: a, roles: [admn] }]", "access.yaml:1:34: bindings[0].roles[0]: there is no role 'admn' (did you mean 'admin'?)")]
    [InlineData("bindings: [{ subject: a, group: b, roles: [admin] }]", "access.yaml:1:12: bindings[0]: has subject and group (give only one of subject and group)")]
    [InlineData("bindings: [{ subject: a }]", "access.yaml:1:12: bindings[0].roles: is missing (for example 'roles: [developer]')")]
    [InlineData("roles: { r: [{ on: '**' }] }", "access.yaml:1:14: roles.r[0]: needs one of the keys allow and deny")]
    [InlineData("roles: { r: [{ allow: deploy, deny: deploy, on: '**' }] }", "access.yaml:1:14: roles.r[0]: has allow and deny (give only one of allow and deny)")]
    [InlineData("roles: { r: [{ allow: deploy }] }", "access.yaml:1:14: roles.r[0].on: is missing (for example 'on: shop/*')")]
    [InlineData("roles: { r: [{ allow: [deploy], on: '**' }] }", "access.yaml:1:23: roles.r[0].allow: must be an action, or * for all, not a list")]
    [InlineData("roles: { r: [{ allow: deploy, on: 'shop / x' }] }", "access.yaml:1:35: roles.r[0].on: is not a pattern: it is too long, or has a blank in it (write shop/production, shop/*, */production or **)")]
    [InlineData("default: admin", "access.yaml:1:10: default: must be one of viewer, none, not 'admin'")]
    [InlineData("rolls: {}", "access.yaml:1:1: rolls: is not a key here (did you mean 'roles'?)")]
    [InlineData("aliases: { alice: [a1], bob: [a1] }", "access.yaml:1:31: aliases.bob[0]: 'a1' is an alias of 'alice' already (an alias stands for one person)")]
    [InlineData("aliases: { alice: [bob], bob: [b1] }", "access.yaml:1:20: aliases.alice[0]: 'bob' is a person here itself (put all names of one person under one key, without that key)")]
    [InlineData("roles: { r: [], r: [] }", "access.yaml:1:17: roles.r: is there twice, first on line 1 (keep one of them)")]
    [InlineData("", "access.yaml:1:1: the file is empty ('slipway init' writes one to start from)")]
    public void A_fault_is_told_with_its_place_cause_and_remedy(string yaml, string line)
    {
        var file = AccessReader.Read(yaml);
        file.IsValid.ShouldBeFalse();
        file.Errors.Select(e => e.Format("access.yaml")).ShouldContain(line);
    }

    [Fact]
    public void Every_fault_is_told_at_once() =>
        AccessReader.Read("default: all\nroles:\n  r:\n    - { allow: deploy }\nbindings:\n  - { roles: [] }\n").Errors.Select(e => e.Line).ShouldBe([1, 4, 6, 6]);

    [Theory]
    [InlineData("roles: { r: [{ deny: deplyo, on: '**' }] }", "roles.r[0].deny", "did you mean 'deploy'?")]
    [InlineData("roles: { r: [{ deny: deploy, on: shop }] }", "roles.r[0].on", "write shop/* or **")]
    [InlineData("roles: { developer: [{ allow: deploy, on: shop/* }] }", "roles.developer", "give it another name unless that is meant")]
    public void A_rule_that_does_nothing_and_a_role_that_hides_another_are_warned_of(string yaml, string path, string remedy)
    {
        var file = AccessReader.Read(yaml);
        file.IsValid.ShouldBeTrue();
        file.Warnings.Single().ShouldSatisfyAllConditions(w => w.Path.ShouldBe(path), w => w.Remedy.ShouldBe(remedy), w => w.Line.ShouldBe(1));
    }

    [Fact]
    public void An_empty_map_is_a_policy_that_allows_nobody_anything() => AccessReader.Read("{}").IsValid.ShouldBeTrue();
}
