using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Core.Analysis;
using Slipway.Core.Analysis.BurnRate;
using Slipway.Core.Audit;
using Slipway.Core.Engine;
using Slipway.Core.Environments;
using Slipway.Core.Gates;
using Slipway.Core.Gates.Approvals;
using Slipway.Core.Gates.Checklists;
using Slipway.Core.Gates.Freezes;
using Slipway.Core.Git;
using Slipway.Core.Git.Events;
using Slipway.Core.Planning;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Effects;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Specs.Model;
using Slipway.Core.Tests.Planning;
using Slipway.Core.Trains;
using Slipway.Core.Trains.Events;
using Slipway.Core.Values;
using Slipway.Testing;
using Xunit;

namespace Slipway.Core.Tests.Engine;

public sealed class EventCodecTests
{
    private static readonly Plan Plan = Samples.Deploy(Samples.Canary);
    private static readonly Evaluation Evaluation = Evaluation.Of([new Finding("error-rate ≤ 1 %", Verdict.Fail, "error-rate is 5 %", 0.05, 0.001, 100)]);

    private static readonly PromotionBelow Below = new("staging", "shop.staging.4", Samples.Start);

    private static readonly EnvironmentState Environment = new()
    {
        Version = 7,
        Rollouts = 2,
        Newest = "shop.production.2",
        Releases = new PerSlot<Release?>(Plan.From, Plan.Release),
        Stable = Slot.Green,
        Split = TrafficSplit.AllTo(Slot.Green),
        Live = "shop.production.2",
        KeepingWarm = "shop.production.1",
        History = [new Promotion(Plan.Release with { Source = new Source("0123abc", "main") { Repository = "https://git.example.org/deploy.git" } }, "shop.production.2", Samples.Start, Samples.Start.AddTicks(1))],
        Holds = [new ReleaseHold(Plan.Release.Version, null, "a reason", null)],
        ReviewDue = "shop.production.2",
        Followed = Below,
        NotPromoted = new NotPromoted(Below, "it is held", "shop.production.1", Final: true),
    };

    private static readonly Freeze Freeze = new("freeze-1", "shop/*", "holidays", "carol", Samples.Start, Samples.Start.AddDays(2));

    private static readonly ChecklistEvent[] Answers =
    [
        new ItemChecked { Item = "tls", Definition = Digest.Of("tls"), Release = Plan.Release.Version, Evidence = "it is on", Until = Samples.Start, Passed = true },
        new ItemSigned { Item = "secrets", Definition = Digest.Of("secrets"), Release = null, Evidence = "a link", Until = Samples.Start, By = "alice", Role = "security" },
        new ItemWithdrawn { Item = "secrets", By = "bob", Reason = "a reason" },
    ];

    private static readonly CommitNote Commit = new("0123456789abcdef0123456789abcdef01234567", "alice", Samples.Start, "Bring 2.0.0");

    private static readonly GitWant Want = new()
    {
        Place = new EnvironmentKey("shop", "production"),
        Version = Plan.Release.Version,
        Commit = Commit,
        Path = "production/versions.yaml",
        Line = 3,
        IsBaseline = true,
        IsMet = true,
        Rollout = "shop.production.2",
        Quarantine = new GitQuarantine("error-rate is 5 %", "shop.production.2"),
        Written = new GitWritten(ReleaseVersion.Parse("1.0.0"), Commit.Hash, "main"),
        Obstacle = new GitObstacle(GitObstacleKind.Drift, "1.0.0 runs"),
    };

    private static readonly PrefixRemoved Removal = new(1000, Digest.Of("1000"), Samples.Start);

    /// <summary>One of each type, with everything set.</summary>
    private static readonly object[] Events =
    [
        new RolloutPlanned(Plan, Plan.ComputeDigest(), "a reason", "shop.production.1", "the error budget is used up")
        {
            Manual = true,
            NotBefore = new StartTime(Samples.Start, "the evening"),
            Emergency = new Emergency("it burns", Samples.Start),
            Freezes = [Freeze],
            Spec = Samples.Spec(Samples.Canary) with
            {
                Promotion = new PromotionSpec { After = ["staging"], Soak = TimeSpan.FromHours(1), Auto = true },
                Origin = new OriginSpec { Branches = ["main"] },
                Gates = [new ApproveGateSpec { Roles = [new("devops", 1)], Major = [new("product-owner", 1)] }],
            },
        },
        new StepHeld([new Blocker(GateKind.Freeze, "a freeze", "those who may lift it", Samples.Start)]),
        new StepReleased(),
        new ApprovalGiven(new Approval(2, Plan.ComputeDigest(), "bob", ["devops"], "looks good", Samples.Start, Samples.Start.AddDays(1))),
        new ApprovalWithdrawn(2, "bob"),
        new ApprovalRejected("bob", "not today"),
        new GateOverridden(new GateOverride(GateKind.Window, "a reason", "carol", Samples.Start)),
        new FreezesSeen([Freeze]),
        new ChecklistSeen(IsClear: false, "2 items are open", Samples.Start),
        new ReleaseHeld(new ReleaseHold(Plan.Release.Version, Plan.Release.ArtifactDigest, "it was taken back", "shop.production.2")),
        new HoldLifted(Plan.Release.Version, "a reason"),
        new EmergencyBegun("shop.production.2"),
        new EmergencyReviewed("shop.production.2", "well done"),
        new RolloutStarted(),
        new EffectStarted("shop.production.2/3/set-weights", "set-weights", 2, 7, Slot.Green, 4, TrafficSplit.With(Slot.Green, Weight.FromPercent(5))),
        new EffectEnded("shop.production.2/4/take-verdict", EffectOutcome.Done, "an error", Evaluation),
        new StepSucceeded(3, "a detail"),
        new StepFailed(3, "a reason"),
        new StepRetried(3),
        new WeightsObserved(TrafficSplit.With(Slot.Green, Weight.FromPercent(33.33m))),
        new WorkloadObserved(Slot.Green, 4, 3, 5, "a failure", "a detail"),
        new VerdictChanged(Evaluation),
        new BudgetSeen(new BudgetReading(Burning: true, -0.5, "the error budget is used up")),
        new BudgetOverridden("a reason"),
        new AlertReceived("down", "it is down"),
        new WaitingStarted("a person"),
        new RolloutPaused("a reason"),
        new RolloutResumed(),
        new RolloutAdvanced(Full: true, "a reason"),
        new RollbackStarted(new Cause(CauseKind.Verdict, "error-rate is 5 %", Evaluation.Findings), [new ShiftStep(Slot.Blue, Weight.Full), new RetireStep(Slot.Green, ReleaseVersion.Parse("2.0.0"), 0, TimeSpan.Zero)]),
        new RolloutPromoted(),
        new KeepWarmEnded("shop.production.3"),
        new RolloutEnded(RolloutPhase.RolledBack, "error-rate is 5 %"),
        new RolloutOpened("shop.production.2") { Follows = Below },
        new DriftSeen([new Drift("Deployment shop", [".spec.replicas"])], Heals: true),
        new NotPromoted(Below, "it is held", "shop.production.1", Final: true),
        new RolloutReopened("shop.production.2"),
        new RolloutClosed("shop.production.2"),
        new SlotOccupied(Slot.Green, Plan.Release),
        new SlotEmptied(Slot.Blue),
        new SplitObserved(TrafficSplit.AllTo(Slot.Green)),
        new StableChanged(Slot.Green, "shop.production.2", TakenBack: true),
        new StateCarried(Environment),
        new TrainPlanned("spring-1", "production", [new PlannedApp("shop", 1, Plan.Release.Version, Plan.Release.ArtifactDigest)], OnFailure.Stop, TimeSpan.FromMinutes(5), "a reason"),
        new WaveBegun(1),
        new AppChanged("shop", TrainAppPhase.UnderWay, "shop.production.2", "a detail") { PromotedAt = Samples.Start },
        new AppHeld("shop", "a reason"),
        new TrainTurned(TrainPhase.RollingBack, "a cause"),
        new TrainEnded(TrainPhase.RolledBack, "a summary"),
        new TrainOpened("spring-1.1", "spring-1"),
        new TrainClosed("spring-1.1"),
        new GitSeen(Commit, [Want]),
        new GitFaulty(Commit.Hash, [new GitFault("production/versions.yaml", 3, "is wrong")]),
        new GitAsked(),
        new GitLooked(),
        new GitTried(Want.Place, Want.Version, Commit.Hash, "shop.production.2"),
        new GitMet(Want.Place, Want.Version),
        new GitObstructed(Want.Place, Want.Obstacle!),
        new GitQuarantined(Want.Place, Want.Version, Want.Quarantine!),
        new GitWroteBack(Want.Place, Want.Version, Want.Written!),
        new GitCarried(new GitState { Version = 7, Tip = Commit, SeenAt = Samples.Start, Wants = [Want], Faults = [new GitFault(null, null, "it is away")], FaultyCommit = Commit.Hash, IsAsked = true }),
    ];

    [Fact]
    public void Every_type_of_event_is_tried_here() =>
        Events.Select(e => e.GetType()).ShouldBe(Types(typeof(RolloutEvent)).Concat(Types(typeof(EnvironmentEvent))).Concat(Types(typeof(TrainEvent))).Concat(Types(typeof(TrainListEvent))).Concat(Types(typeof(GitEvent))), ignoreOrder: true);

    [Fact]
    public void Every_event_is_read_back_as_it_was_written()
    {
        foreach (var e in Events)
        {
            var data = EventCodec.Encode(e);
            var stored = new StoredEvent(1, "s", 1, data.Type, data.Json, Samples.Start, "alice", default, default);
            object back = e switch
            {
                RolloutEvent => EventCodec.DecodeRollout(stored),
                TrainEvent => EventCodec.DecodeTrain(stored),
                GitEvent => EventCodec.DecodeGit(stored),
                TrainListEvent => EventCodec.DecodeTrainList(stored),
                _ => EventCodec.DecodeEnvironment(stored),
            };

            back.ShouldBeOfType(e.GetType());
            EventCodec.Encode(back).ShouldBe(data);
        }
    }

    [Fact]
    public void A_note_of_the_store_itself_is_read_back_as_it_was_written()
    {
        var data = EventCodec.Encode(Removal);
        var stored = new StoredEvent(1, PrefixRemoved.Stream, 1, data.Type, data.Json, Samples.Start, "retention", default, default);

        EventCodec.FindRemoval(stored).ShouldBe(Removal);
        EventCodec.FindRemoval(stored with { Stream = "shop.production.1" }).ShouldBeNull();
    }

    [Fact]
    public void An_answer_to_a_checklist_is_read_back_as_it_was_written()
    {
        foreach (var e in Answers)
        {
            var data = EventCodec.Encode(e);
            EventCodec.DecodeChecklist(new StoredEvent(1, "checklist/shop/production", 1, data.Type, data.Json, Samples.Start, "alice", default, default)).ShouldBe(e);
        }

        Answers.Select(e => e.GetType()).ShouldBe(Types(typeof(ChecklistEvent)), ignoreOrder: true);
    }

    [Fact]
    public void A_plan_that_is_read_back_has_the_digest_that_was_accepted()
    {
        var data = EventCodec.Encode(Events[0]);
        var back = (RolloutPlanned)EventCodec.DecodeRollout(new StoredEvent(1, "s", 1, data.Type, data.Json, Samples.Start, "alice", default, default));

        back.Plan.ComputeDigest().ShouldBe(back.Digest);
    }

    [Fact]
    public void An_event_of_an_unknown_type_is_refused_with_what_to_do() => Should
        .Throw<InvalidOperationException>(() => EventCodec.DecodeRollout(new StoredEvent(7, "s", 1, "rollout.invented", "{}", Samples.Start, "alice", default, default)))
        .Message.ShouldContain("run the version that wrote it");

    /// <summary>What is in every store: a change here is a change of the format.</summary>
    [Fact]
    public void The_json_of_every_event_is_as_agreed() => Golden.ShouldMatch(
        string.Join("\n", Events.Append(Removal).Concat(Answers).Select(EventCodec.Encode).Select(d => $"{d.Type}\n{JsonNode.Parse(d.Json)!.ToJsonString(Indented)}\n")), "events.golden.txt");

    private static readonly System.Text.Json.JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static IEnumerable<Type> Types(Type parent) => parent.Assembly.GetTypes().Where(t => t.IsSubclassOf(parent) && !t.IsAbstract);
}
