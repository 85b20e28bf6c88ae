using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Slipway.Core.Gates;
using Slipway.Core.Gates.Approvals;
using Slipway.Core.Planning;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Effects;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Specs.Model;
using Slipway.Core.Tests.Planning;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Rollouts;

public sealed class ApprovalTests
{
    private static readonly ApproveGateSpec Gate = new()
    {
        Roles = [new("devops", 1), new("ml-lead", 1)],
        Major = [new("product-owner", 1)],
        Before = GatePlace.Provision,
        Within = TimeSpan.FromDays(3),
    };

    [Fact]
    public void Nothing_starts_before_each_role_has_approved()
    {
        var story = AtApproval();
        story.State.Phase.ShouldBe(RolloutPhase.Waiting);
        story.State.WaitingFor.ShouldBe("approval by 1 of devops and 1 of ml-lead, not by who asked for it");

        story.Tell(Approve(story, "bob", "devops"));
        story.Next.ShouldBeOfType<Decision.Wait>().For.ShouldContain("1 of ml-lead");
        story.Tell(Approve(story, "carol", "ml-lead", "devops"));

        story.Next.ShouldBeOfType<Decision.Run>().Effect.ShouldBeOfType<ConfirmPlan>();
        story.ToTheEnd().State.Phase.ShouldBe(RolloutPhase.Succeeded);
        story.State.Steps.Single(s => s.Step is ApproveStep).Detail.ShouldBe("approved by bob (devops), carol (devops, ml-lead)");
    }

    [Fact]
    public void A_new_major_version_asks_more_people()
    {
        var plan = Plan("2.0.0") with { };
        plan.Steps.OfType<ApproveStep>().Single().Needs.Select(n => n.Role).ShouldBe(["devops", "ml-lead", "product-owner"]);
        Plan("1.1.0").Steps.OfType<ApproveStep>().Single().Needs.Select(n => n.Role).ShouldBe(["devops", "ml-lead"]);
    }

    [Fact]
    public void Who_asked_who_has_no_such_role_and_who_read_another_plan_cannot_approve()
    {
        var story = AtApproval();
        Answer(story, Approve(story, "alice", "devops")).ShouldSatisfyAllConditions(a => a.IsDenied.ShouldBeTrue(), a => a.Refusal!.ShouldContain("somebody else has to approve"));
        Answer(story, Approve(story, "dan", "viewer")).ShouldSatisfyAllConditions(a => a.IsDenied.ShouldBeTrue(), a => a.Refusal!.ShouldContain("dan has the roles viewer"));
        Answer(story, Approve(story, "bob", "devops") with { Plan = Digest.Of("another") }).Refusal!.ShouldContain("read this one");
    }

    [Fact]
    public void It_may_be_approved_before_its_turn_has_come()
    {
        var story = new Story(Plan("1.1.0"));
        story.Tell(Approve(story, "bob", "devops")).Tell(Approve(story, "carol", "ml-lead"));
        story.ToTheEnd().State.Phase.ShouldBe(RolloutPhase.Succeeded);
    }

    [Fact]
    public void What_was_withdrawn_or_has_expired_is_wanted_again_and_what_was_used_stays()
    {
        var story = AtApproval();
        story.Tell(Approve(story, "bob", "devops")).Tell(new Command.Withdraw("bob"));
        story.Next.ShouldBeOfType<Decision.Wait>().For.ShouldContain("1 of devops");
        story.Tell(Approve(story, "bob", "devops"));
        var wait = story.Next.ShouldBeOfType<Decision.Wait>();
        wait.Until.ShouldBe(story.Now + Gate.Valid);
        story.After(Gate.Valid).Next.ShouldBeOfType<Decision.Wait>().For.ShouldContain("1 of devops");

        story.Tell(Approve(story, "bob", "devops")).Tell(Approve(story, "carol", "ml-lead")).Until<ProvisionStep>();
        Answer(story, new Command.Withdraw("bob")).Refusal!.ShouldContain("what was used stays used");
        Answer(story, Approve(story, "dan", "devops")).Refusal!.ShouldContain("no approval left");
    }

    [Fact]
    public void A_rejection_with_a_reason_ends_the_rollout_before_anything_was_changed()
    {
        var story = AtApproval();
        Answer(story, new Command.Reject("bob", ["devops"], " ")).Refusal!.ShouldContain("needs a reason");
        Answer(story, new Command.Reject("dan", [], "no")).IsDenied.ShouldBeTrue();

        story.Tell(new Command.Reject("bob", ["devops"], "the migration locks a table")).ToTheEnd();

        story.State.Phase.ShouldBe(RolloutPhase.Cancelled);
        story.State.Summary.ShouldBe("rejected by bob: the migration locks a table");
        story.State.Provisioned.ShouldBeFalse();
    }

    [Fact]
    public void Nobody_approves_in_time_and_the_rollout_ends()
    {
        var story = AtApproval().After(Gate.Within);
        story.Next.ShouldBeOfType<Decision.Record>().Event.ShouldBeOfType<StepFailed>().Reason.ShouldBe("not approved within 3d: 1 of devops and 1 of ml-lead missing");
        story.ToTheEnd().State.Provisioned.ShouldBeFalse();
    }

    [Fact]
    public void A_plan_that_is_not_what_would_be_planned_any_more_is_not_carried_out()
    {
        var story = AtApproval();
        story.Tell(Approve(story, "bob", "devops")).Tell(Approve(story, "carol", "ml-lead")).Run(EffectOutcome.Refused).ToTheEnd();
        story.State.Phase.ShouldBe(RolloutPhase.RolledBack);
        story.State.Provisioned.ShouldBeFalse();
    }

    [Fact]
    public void An_emergency_passes_approvals_until_it_expires()
    {
        var plan = Plan("1.1.0");
        RolloutState Begun(TimeSpan lasting) => Fold.Begin(
            "shop.production.1", new RolloutPlanned(plan, plan.ComputeDigest(), "it burns", null) { Emergency = new Emergency("it burns", Samples.Start + lasting) }, Samples.Start, "alice");
        var state = Fold.Apply(Begun(TimeSpan.FromHours(1)), new RolloutStarted(), Samples.Start);
        state = Fold.Apply(state, new StepSucceeded(0, null), Samples.Start);

        Machine.Next(state, Samples.Start).ShouldBeOfType<Decision.Record>().Event.ShouldBeOfType<StepSucceeded>().Detail.ShouldBe("passed in an emergency: it burns");
        Machine.Next(state, Samples.Start.AddHours(1)).ShouldBeOfType<Decision.Record>().Event.ShouldBeOfType<WaitingStarted>();
    }

    [Fact]
    public void A_later_step_asks_anew()
    {
        var both = Samples.Spec(Samples.Canary) with { Gates = [Gate, Gate with { Before = GatePlace.Promote }] };
        var story = new Story(Planner.Deploy(Samples.Key, both, Samples.Release("1.1.0"), Samples.Running()));
        story.Tell(Approve(story, "bob", "devops")).Tell(Approve(story, "carol", "ml-lead")).Until<ObserveStep>(o => o.Weight.IsFull).Until<ApproveStep>();
        story.Next.ShouldBeOfType<Decision.Record>().Event.ShouldBeOfType<WaitingStarted>();

        story.Tell(Approve(story, "bob", "devops")).Tell(Approve(story, "carol", "ml-lead")).ToTheEnd().State.Phase.ShouldBe(RolloutPhase.Succeeded);
    }

    /// <summary>Whatever byte of a plan is changed: it is no plan any more, or one that nobody approved.</summary>
    [Fact]
    public void Any_single_byte_of_a_plan_that_changes_voids_its_approvals()
    {
        var plan = Plan("1.1.0");
        var text = CanonicalJson.Write(plan, CoreJson.Default.Plan);
        var bytes = Encoding.UTF8.GetBytes(text);
        var digest = plan.ComputeDigest();
        var step = plan.Steps.OfType<ApproveStep>().Single();
        var at = plan.Steps.ToList().IndexOf(step);
        Approval[] given = [.. new[] { ("bob", "devops"), ("carol", "ml-lead") }.Select(p => new Approval(at, digest, p.Item1, [p.Item2], null, Samples.Start, Samples.Start.AddDays(1)))];
        Quorum.Missing(step.Needs, Quorum.Counting(given, at, step, digest, "alice", Samples.Start)).ShouldBeEmpty();
        var changes = Gen.Choose(0, bytes.Length - 1).Zip(Gen.Choose(1, 255));
        var plans = 0;
        Prop.ForAll(changes.ToArbitrary(), change =>
        {
            var altered = bytes.ToArray();
            altered[change.Item1] ^= (byte)change.Item2;
            if (Digest.Of(altered) == digest)
                return false;
            // `00:00:00` and `-0:00:00` are the same time: that is the same plan.
            if (Read(altered) is not { } other || CanonicalJson.Write(other, CoreJson.Default.Plan) == text)
                return true;
            plans++;
            return other.ComputeDigest() != digest
                && Quorum.Counting(given, at, step, other.ComputeDigest(), "alice", Samples.Start).Count == 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
        plans.ShouldBeGreaterThan(50);
    }

    private static Plan? Read(byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, CoreJson.Default.Plan);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or FormatException or OverflowException or InvalidOperationException or NotSupportedException)
        {
            return null;
        }
    }

    private static Plan Plan(string version) =>
        Planner.Deploy(Samples.Key, Samples.Spec(Samples.Canary) with { Gates = [Gate] }, Samples.Release(version), Samples.Running());

    private static Story AtApproval()
    {
        var story = new Story(Plan("1.1.0")).Until<ApproveStep>();
        return story.Tell(story.Next.ShouldBeOfType<Decision.Record>().Event);
    }

    private static Command.Approve Approve(Story story, string by, params string[] roles) => new(by, roles, null, null, null, story.Now);

    private static Answer Answer(Story story, Command command) => Commands.Decide(story.State, command);
}
