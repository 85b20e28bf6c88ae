using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Slipway.Core.Gates.Approvals;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Tests.Planning;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Gates;

public sealed class QuorumTests
{
    private static readonly Digest Plan = Digest.Of("plan");
    private static readonly ApproveStep Step = new([new("devops", 1), new("ml-lead", 1)], TimeSpan.FromDays(1), TimeSpan.FromDays(1), Requester: false);

    [Fact]
    public void One_person_counts_once_whatever_their_roles() =>
        Quorum.Missing(Step.Needs, [By("bob", "devops", "ml-lead")]).ShouldBe([new ApprovalNeed("ml-lead", 1)]);

    [Fact]
    public void Who_can_stand_in_two_places_makes_room_for_who_can_stand_in_one()
    {
        Quorum.Missing(Step.Needs, [By("bob", "devops", "ml-lead"), By("carol", "devops")]).ShouldBeEmpty();
        Quorum.Missing(Step.Needs, [By("carol", "devops"), By("dan", "devops")]).ShouldBe([new ApprovalNeed("ml-lead", 1)]);
    }

    [Fact]
    public void The_requester_does_not_count_unless_the_step_says_so()
    {
        Counting(Step, By("alice", "devops")).ShouldBeEmpty();
        Counting(Step with { Requester = true }, By("alice", "devops")).Count.ShouldBe(1);
    }

    [Fact]
    public void What_has_expired_is_of_another_plan_or_of_another_step_does_not_count()
    {
        var good = By("bob", "devops");
        Counting(Step, good with { Until = Samples.Start.AddHours(1) }).ShouldBeEmpty();
        Counting(Step, good with { Plan = Digest.Of("another") }).ShouldBeEmpty();
        Counting(Step, good with { Step = 3 }).ShouldBeEmpty();
        Counting(Step, good, good with { At = Samples.Start.AddMinutes(1), Comment = "again" }).Single().Comment.ShouldBe("again");
    }

    /// <summary>The oracle tries every way of giving people places.</summary>
    [Fact]
    public void No_seating_fills_more_places_than_the_one_found()
    {
        string[] roles = ["a", "b", "c"];
        var person = Gen.SubListOf(roles);
        var needs = Gen.Choose(0, 3).ArrayOf(3);
        Prop.ForAll(person.ListOf().Zip(needs).ToArbitrary(), draw =>
        {
            var people = draw.Item1.Take(5).Select((r, i) => By($"p{i}", [.. r])).ToList();
            var wanted = roles.Select((r, i) => new ApprovalNeed(r, draw.Item2[i])).Where(n => n.Count > 0).ToList();
            var open = Quorum.Missing(wanted, people).Sum(n => n.Count);
            return wanted.Sum(n => n.Count) - open == Most(wanted.ToDictionary(n => n.Role, n => n.Count), people, 0);
        }).QuickCheckThrowOnFailure();
    }

    private static int Most(Dictionary<string, int> left, List<Approval> people, int at)
    {
        if (at == people.Count)
            return 0;
        var best = Most(left, people, at + 1);
        foreach (var role in people[at].Roles.Where(r => left.GetValueOrDefault(r) > 0))
        {
            left[role]--;
            best = Math.Max(best, 1 + Most(left, people, at + 1));
            left[role]++;
        }

        return best;
    }

    private static IReadOnlyList<Approval> Counting(ApproveStep step, params Approval[] given) =>
        Quorum.Counting(given, 2, step, Plan, "alice", Samples.Start.AddHours(2));

    private static Approval By(string name, params string[] roles) => new(2, Plan, name, roles, null, Samples.Start, Samples.Start.AddDays(1));
}
