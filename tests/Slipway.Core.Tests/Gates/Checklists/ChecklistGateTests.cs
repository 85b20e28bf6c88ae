using Shouldly;
using Slipway.Core.Gates.Checklists;
using Slipway.Core.Specs;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Gates.Checklists;

public sealed class ChecklistGateTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ReleaseVersion Release = ReleaseVersion.Parse("2.0.0");

    private static readonly ChecklistSpec Checklist = Read("""
        phases:
          - { name: preparation, at: T-24h }
          - { name: next day, at: T+24h }
        groups:
          - group: security
            phase: preparation
            items:
              - { id: secrets, item: Secrets are rotated, role: security, expires: 30d, perRelease: false }
              - id: scans
                item: Scans are clean
                parts:
                  - { id: image-scan, item: The image, command: { run: [trivy, image] } }
                  - { id: dependency-scan, item: The dependencies, role: security }
          - group: watch
            after: deploy
            phase: next day
            items:
              - { id: errors, item: Few errors, metric: { name: error-rate, max: 0.1% } }
        """);

    [Fact]
    public void Without_answers_every_item_is_open_and_says_who_clears_it()
    {
        var decision = Decide(ChecklistState.None);
        decision.IsClear.ShouldBeFalse();
        decision.Items.Select(item => (item.Item.Id, item.State, item.Parent?.Id)).ShouldBe(
            [("secrets", ItemState.Open, null), ("image-scan", ItemState.Open, "scans"), ("dependency-scan", ItemState.Open, "scans")]);
        decision.Blocker!.Who.ShouldBe("somebody with the role security, its check (command)");
        decision.Sentence.ShouldBe(
            "3 of 3 items of the checklist are not clear: secrets (open, cleared by somebody with the role security), image-scan (open, cleared by its check (command)), dependency-scan (open, cleared by somebody with the role security)");
    }

    [Fact]
    public void It_is_clear_until_the_first_answer_expires()
    {
        var state = Answered(Signed("secrets", null, 48), Checked("image-scan", true, 1), Signed("dependency-scan", Release, 24));
        var decision = Decide(state);
        (decision.IsClear, decision.Sentence, decision.Until).ShouldBe((true, "all 3 items of the checklist are clear", Now.AddHours(1)));
        decision.Blocker.ShouldBeNull();
        Decide(state, Now.AddHours(1).AddTicks(-1)).IsClear.ShouldBeTrue();
        Decide(state, Now.AddHours(1)).Open.ShouldHaveSingleItem().State.ShouldBe(ItemState.Expired);
    }

    [Fact]
    public void A_newer_answer_takes_the_place_of_an_older_one()
    {
        Of(Answered(Checked("image-scan", true, 1), Checked("image-scan", false, 1)), "image-scan").State.ShouldBe(ItemState.Failed);
        Of(Answered(Checked("image-scan", false, 1), Checked("image-scan", true, 1)), "image-scan").State.ShouldBe(ItemState.Clear);
        Of(Answered(Signed("secrets", null, 1), new ItemWithdrawn { Item = "secrets", By = "bob" }), "secrets").State.ShouldBe(ItemState.Open);
    }

    [Fact]
    public void An_answer_for_one_release_does_not_count_for_another_unless_the_item_says_so()
    {
        var state = Answered(Signed("secrets", null, 1), Signed("dependency-scan", ReleaseVersion.Parse("1.0.0"), 1));
        Of(state, "secrets").State.ShouldBe(ItemState.Clear);
        Of(state, "dependency-scan").State.ShouldBe(ItemState.Open);
        // A sign-off for whatever release, from before the item asked each for its own, is none.
        Of(Answered(Signed("dependency-scan", null, 1)), "dependency-scan").State.ShouldBe(ItemState.Open);
    }

    [Fact]
    public void An_answer_to_another_question_does_not_count()
    {
        var state = Answered(Signed("secrets", null, 1));
        var asked = Read("groups: [ { group: security, items: [ { id: secrets, item: Secrets are gone, role: security, perRelease: false } ] } ]");
        ChecklistGate.Decide(asked, state, Release, Now).Open.ShouldHaveSingleItem().State.ShouldBe(ItemState.Changed);
        var shorter = Read("groups: [ { group: security, items: [ { id: secrets, item: Secrets are rotated, role: security, expires: 1h, perRelease: false } ] } ]");
        ChecklistGate.Decide(shorter, state, Release, Now).IsClear.ShouldBeTrue();
    }

    [Fact]
    public void Items_after_the_deployment_are_asked_for_by_themselves_and_phases_count_from_its_start()
    {
        var after = ChecklistGate.Decide(Checklist, ChecklistState.None, Release, Now, ChecklistMoment.After, Now);
        after.Items.ShouldHaveSingleItem().Item.Id.ShouldBe("errors");
        after.Items[0].Due.ShouldBe(Now.AddHours(24));
        ChecklistGate.Decide(Checklist, ChecklistState.None, Release, Now, start: Now).Items[0].Due.ShouldBe(Now.AddHours(-24));
    }

    [Fact]
    public void A_checklist_that_was_not_read_lets_nothing_pass()
    {
        var decision = ChecklistGate.Decide(new ChecklistSpec { File = "lost.yaml" }, ChecklistState.None, Release, Now);
        (decision.IsClear, decision.Sentence).ShouldBe((false, "the checklist lost.yaml was not read"));
    }

    [Fact]
    public void Answers_of_one_item_are_bounded_and_the_oldest_go()
    {
        var state = Answered([.. Enumerable.Range(0, 30).Select(n => Signed("dependency-scan", ReleaseVersion.Parse($"1.{n}"), 1)), Signed("secrets", null, 1)]);
        state.Answers.Count(a => a.Event.Item == "dependency-scan").ShouldBe(ChecklistState.MaxAnswersPerItem);
        state.Answers[1].Event.Release.ShouldBe(ReleaseVersion.Parse("1.29"));
        state.Version.ShouldBe(31);
    }

    private static ChecklistDecision Decide(ChecklistState state, DateTimeOffset? now = null) => ChecklistGate.Decide(Checklist, state, Release, now ?? Now);

    private static ItemStatus Of(ChecklistState state, string id) => Decide(state).Items.Single(item => item.Item.Id == id);

    private static ChecklistState Answered(params IReadOnlyList<ChecklistEvent> events) =>
        events.Aggregate(ChecklistState.None, (state, e) => state.Apply(e, state.Version + 1, Now));

    private static ItemSigned Signed(string id, ReleaseVersion? release, int hours) => new()
    {
        Item = id,
        Definition = ItemDigest.Of(Checklist.Find(id)!),
        Release = release,
        Evidence = "seen",
        Until = Now.AddHours(hours),
        By = "alice",
        Role = "security",
    };

    private static ItemChecked Checked(string id, bool passed, int hours) => new()
    {
        Item = id,
        Definition = ItemDigest.Of(Checklist.Find(id)!),
        Release = Release,
        Evidence = "trivy ended with code 0",
        Until = Now.AddHours(hours),
        Passed = passed,
    };

    private static ChecklistSpec Read(string yaml)
    {
        var (checklist, errors) = ChecklistReader.Read(yaml);
        errors.ShouldBeEmpty();
        return checklist!;
    }
}
