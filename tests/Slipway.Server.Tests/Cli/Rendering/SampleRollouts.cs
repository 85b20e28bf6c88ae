using Slipway.Contracts.Views;

namespace Slipway.Server.Tests.Cli.Rendering;

/// <summary>Rollouts in the situations that a person sees most.</summary>
internal static class SampleRollouts
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset Now { get; } = Start.AddSeconds(190);

    public static RolloutView CanaryAtQuarter { get; } = Rollout() with
    {
        Summary = "2.0.0 is watched at 25 %",
        Steps =
        [
            Done(0, "check", "check that the target can run it", 0, 0.1),
            Done(1, "provision", "start 2 instances of 2.0.0 on green", 0.1, 4.2),
            Done(2, "verify", "verify that green is ready", 4.2, 4.6),
            Done(3, "shift", "shift 5 % of the traffic to 2.0.0", 4.6, 4.9),
            Done(4, "observe", "observe at 5 % for 2m", 4.9, 124.9),
            Done(5, "shift", "shift 25 % of the traffic to 2.0.0", 124.9, 125.1),
            Step(6, "observe", "observe at 25 % for 2m", StepStatus.Running) with { StartedAt = Start.AddSeconds(125.1), Deadline = Start.AddSeconds(245.1), Progress = 0.5 },
            Step(7, "shift", "shift 50 % of the traffic to 2.0.0", StepStatus.Pending),
            Step(8, "observe", "observe at 50 % for 2m", StepStatus.Pending),
            Step(9, "shift", "shift 100 % of the traffic to 2.0.0", StepStatus.Pending),
            Step(10, "observe", "observe at 100 % for 2m", StepStatus.Pending),
            Step(11, "promote", "promote 2.0.0", StepStatus.Pending),
            Step(12, "retire", "retire 1.0.0 on blue", StepStatus.Pending),
        ],
        Weights = Split(75, 25),
        Verdict = new VerdictView(
            VerdictKind.Pass,
            "error-rate 0.12 % of 4,980 requests is within max 1 %",
            [
                new FindingView("error-rate ≤ 1 % for 1m", VerdictKind.Pass, "error-rate 0.12 % of 4,980 requests is within max 1 % (stable 0.10 %)", 0.0012, 0.001, 4980),
                new FindingView("latency-p95 ≤ 500 ms for 1m", VerdictKind.Pass, "latency-p95 96 ms is within max 500 ms (stable 93 ms)", 96, 93, 4980),
            ]),
    };

    public static RolloutView WaitsForPerson { get; } = CanaryAtQuarter with
    {
        Phase = RolloutPhase.Waiting,
        Summary = "2.0.0 waits for a person at 25 %",
        WaitingFor = new WaitingForView("too little data after 12m of watching: promote or abort", "a person", null),
        Steps =
        [
            .. CanaryAtQuarter.Steps.Take(6),
            CanaryAtQuarter.Steps[6] with { Status = StepStatus.Waiting, Deadline = null, Progress = null, Detail = "8 of at least 100 requests" },
            .. CanaryAtQuarter.Steps.Skip(7),
        ],
        Verdict = new VerdictView(
            VerdictKind.InsufficientData,
            "8 requests are fewer than the 100 that latency-p95 needs",
            [new FindingView("latency-p95 ≤ 500 ms for 1m", VerdictKind.InsufficientData, "8 requests are fewer than the 100 that latency-p95 needs", null, 93, 8)]),
    };

    public static RolloutView RolledBack { get; } = CanaryAtQuarter with
    {
        Phase = RolloutPhase.RolledBack,
        EndedAt = Start.AddSeconds(139),
        Summary = "2.0.0 was rolled back at 25 %; 1.0.0 has all traffic",
        Cause = new CauseView(
            "error-rate 20.4 % is at least 10 % and five times stable's 0.1 %",
            [new FindingView("hot trigger", VerdictKind.Fail, "error-rate 20.4 % of 49 requests; stable 0.1 % of 152", 0.204, 0.001, 49)]),
        Steps =
        [
            .. CanaryAtQuarter.Steps.Take(6),
            CanaryAtQuarter.Steps[6] with { Status = StepStatus.Failed, EndedAt = Start.AddSeconds(131), Deadline = null, Progress = null, Detail = "the hot trigger fired" },
            .. CanaryAtQuarter.Steps.Skip(7).Select(s => s with { Status = StepStatus.Skipped }),
            Done(13, "shift", "shift 100 % of the traffic to 1.0.0", 131, 131.2),
            Done(14, "retire", "retire 2.0.0 on green", 131.2, 139),
        ],
        Weights = Split(100, 0),
        Slots = [Slot("blue", SlotRole.Stable, "1.0.0"), Empty("green")],
        Verdict = null,
    };

    public static RolloutView PromotedKeepWarm { get; } = Rollout() with
    {
        Phase = RolloutPhase.Promoted,
        Summary = "2.0.0 is stable; 1.0.0 is kept warm until 09:17",
        Steps =
        [
            Done(0, "provision", "start 2 instances of 2.0.0 on green", 0, 4.2),
            Done(1, "shift", "shift 100 % of the traffic to 2.0.0", 4.2, 4.5),
            Done(2, "observe", "observe at 100 % for 2m", 4.5, 124.5),
            Done(3, "promote", "promote 2.0.0", 124.5, 124.5),
            Step(4, "wait", "keep 1.0.0 warm for 15m", StepStatus.Running) with { StartedAt = Start.AddSeconds(124.5), Deadline = Start.AddSeconds(1024.5) },
            Step(5, "retire", "retire 1.0.0 on blue", StepStatus.Pending),
        ],
        Weights = Split(0, 100),
        Slots = [Slot("blue", SlotRole.Standby, "1.0.0"), Slot("green", SlotRole.Stable, "2.0.0")],
    };

    public static RolloutView CrashLoop { get; } = Rollout() with
    {
        Summary = "2.0.0 is started on green",
        Reason = "new checkout",
        Steps =
        [
            Done(0, "check", "check that the target can run it", 0, 0.1),
            Step(1, "provision", "start 2 instances of 2.0.0 on green", StepStatus.Running) with { StartedAt = Start.AddSeconds(160), Deadline = Start.AddSeconds(220), Progress = 0.5, Detail = "1 of 2 ready" },
            Step(2, "shift", "shift 5 % of the traffic to 2.0.0", StepStatus.Pending),
        ],
        Weights = new WeightsView([new("blue", "1.0.0", 100), new("green", "2.0.0", 0)], []),
        Slots =
        [
            Slot("blue", SlotRole.Stable, "1.0.0"),
            Slot("green", SlotRole.Candidate, "2.0.0") with
            {
                Ready = 1,
                Instances =
                [
                    new InstanceView("green-2.0.0-1", "ready", "127.0.0.1:40011", 0, null),
                    new InstanceView("green-2.0.0-2", "crashed", null, 2, "ended with code 1: KeyError: 'DATABASE_URL'"),
                ],
            },
        ],
    };

    private static RolloutView Rollout() => new()
    {
        Id = "storefront.production.3",
        App = "storefront",
        Environment = "production",
        Version = "2.0.0",
        FromVersion = "1.0.0",
        Kind = RolloutKind.Deploy,
        Phase = RolloutPhase.Running,
        Slot = "green",
        PlanDigest = "sha256:" + new string('a', 64),
        StartedAt = Start,
        StartedBy = "alice",
        Summary = "",
        Steps = [],
        Weights = WeightsView.None,
        Slots = [Slot("blue", SlotRole.Stable, "1.0.0"), Slot("green", SlotRole.Candidate, "2.0.0")],
    };

    private static WeightsView Split(decimal blue, decimal green)
    {
        IReadOnlyList<WeightView> both = [new("blue", "1.0.0", blue), new("green", "2.0.0", green)];
        return new WeightsView(both, both);
    }

    private static SlotView Slot(string slot, SlotRole role, string version) => new()
    {
        Slot = slot,
        Role = role,
        Version = version,
        Wanted = 2,
        Ready = 2,
        Instances = [new($"{slot}-{version}-1", "ready", "127.0.0.1:40001", 0, null), new($"{slot}-{version}-2", "ready", "127.0.0.1:40002", 0, null)],
    };

    private static SlotView Empty(string slot) => new() { Slot = slot, Role = SlotRole.Empty, Wanted = 0, Ready = 0, Instances = [] };

    private static StepView Step(int index, string kind, string title, StepStatus status) => new() { Index = index, Kind = kind, Title = title, Status = status };

    private static StepView Done(int index, string kind, string title, double from, double to) =>
        Step(index, kind, title, StepStatus.Done) with { StartedAt = Start.AddSeconds(from), EndedAt = Start.AddSeconds(to) };
}
