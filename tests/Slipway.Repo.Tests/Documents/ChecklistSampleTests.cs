using Shouldly;
using Slipway.Core.Specs;
using Slipway.Core.Specs.Model;
using Xunit;

namespace Slipway.Repo.Tests.Documents;

public sealed class ChecklistSampleTests
{
    private const string Sample = "samples/checklists/production.yaml";

    private static readonly ChecklistSpec Checklist = Read();

    /// <summary>Items of the guide that the sample is from, subitems and what they are subitems of counted alike.</summary>
    [Theory]
    [InlineData("infrastructure", 10)]
    [InlineData("security", 11)]
    [InlineData("configuration", 26)]
    [InlineData("performance", 13)]
    [InlineData("testing", 13)]
    [InlineData("documentation", 8)]
    public void The_sample_has_every_item_of_a_group(string group, int items) =>
        Checklist.Groups.Single(g => g.Name == group).Items.Sum(item => 1 + item.Parts.Count).ShouldBe(items);

    [Fact]
    public void Its_phases_are_those_of_a_deployment_from_a_day_before_to_a_day_after() =>
        Checklist.Phases.Select(phase => phase.At.TotalMinutes).ShouldBe([-1440, -15, -10, -5, 0, 5, 10, 15, 120, 1440]);

    [Fact]
    public void Its_groups_of_a_phase_and_those_after_the_deployment_have_items()
    {
        Checklist.Groups.Where(g => g.Phase is not null).Select(g => g.Phase).ShouldBe(Checklist.Phases.Select(p => p.Name));
        Checklist.Groups.Where(g => g is { Phase: null, Moment: ChecklistMoment.After }).Sum(g => g.Items.Sum(i => 1 + i.Parts.Count)).ShouldBe(17);
    }

    [Fact]
    public void What_can_be_asked_is_not_left_to_people() =>
        Checklist.Leaves().Count(item => item.Check is not null).ShouldBeGreaterThan(50);

    private static ChecklistSpec Read()
    {
        var (checklist, errors) = ChecklistReader.Read(Repository.Read(Sample));
        errors.Select(e => e.Format(Sample)).ShouldBeEmpty();
        return checklist!;
    }
}
