using Shouldly;
using Slipway.Core.Specs;
using Xunit;

namespace Slipway.Core.Tests.Specs;

/// <summary>A spec that names the file of its checklist.</summary>
public sealed class ChecklistFileTests
{
    private const string Spec = """
        app: storefront
        artifact: ./releases/{version}
        environments:
          worker:
            target: { processes: { command: [./run], ready: { tcp: true } } }
            checklist: checklists/worker.yaml
        """;

    [Fact]
    public void Its_file_is_read_from_the_specs_folder()
    {
        var result = SpecReader.Read(Spec, "/srv/app", path => path == "/srv/app/checklists/worker.yaml"
            ? "groups: [{ group: testing, items: [{ id: tests, item: Tests pass, role: qa }] }]"
            : null);
        result.Errors.ShouldBeEmpty();
        var checklist = result.Spec!.Environments[0].Checklist!;
        (checklist.File, checklist.Groups.Single().Items.Single().Id).ShouldBe(("checklists/worker.yaml", "tests"));
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_an_error_where_it_is_named()
    {
        var result = SpecReader.Read(Spec, "/srv/app", _ => null);
        result.IsValid.ShouldBeFalse();
        result.Errors.ShouldHaveSingleItem().ToString().ShouldBe(
            "slipway.yaml:6:16: environments.worker.checklist: the file 'checklists/worker.yaml' cannot be read (it is looked for in /srv/app)");
    }

    [Fact]
    public void A_fault_in_it_is_told_with_its_own_file_and_line()
    {
        var result = SpecReader.Read(Spec, "/srv/app", _ => "groups:\n  - { group: testing, items: [{ id: tests, item: Tests pass }] }\n");
        result.IsValid.ShouldBeFalse();
        result.Errors.ShouldHaveSingleItem().ToString().ShouldStartWith("checklists/worker.yaml:2:31: groups[0].items[0]: needs one of the keys role, http, tcp, command, sql, metric and parts");
    }
}
