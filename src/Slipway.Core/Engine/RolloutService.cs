using Slipway.Core.Analysis.BurnRate;
using Slipway.Core.Engine.Trains;
using Slipway.Core.Environments;
using Slipway.Core.Gates;
using Slipway.Core.Planning;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Values;

namespace Slipway.Core.Engine;

/// <summary>What people ask: checked, planned, recorded. The engine does the rest.</summary>
/// <param name="wake">Tells the engine that a rollout was opened or changed.</param>
public sealed class RolloutService(Ledger ledger, Places places, ReleaseFinder releases, Adapters adapters, Budgets budgets, Action<string> wake)
{
    /// <summary>Tries when others write at the same time.</summary>
    private const int MaxConflicts = 20;

    private const int MaxAlerted = 1000;

    private readonly AskedReleases _asked = new(ledger, releases);

    public Task<Outcome<RolloutState>> DeployAsync(Request.Deploy request, CancellationToken cancellation) =>
        TryAsync<RolloutState>(request, async (place, environment, live) =>
        {
            var planned = await PlannedAsync(request, place, environment, live, cancellation);
            return planned.IsAccepted ? await OpenAsync(planned.Value, request.Actor, environment, live, cancellation, Ticket(request), request.Follows) : planned.Refusal;
        }, cancellation);

    /// <summary>What a deploy would do; nothing is recorded.</summary>
    public Task<Outcome<Plan>> PlanAsync(Request.Deploy request, CancellationToken cancellation) =>
        TryAsync<Plan>(request, async (place, environment, live) =>
        {
            var asked = await _asked.FindAsync(request, place, environment, cancellation);
            if (!asked.IsAccepted)
                return asked.Refusal;
            var plan = Planner.Deploy(place.Key, place.Environment, asked.Value.Release, environment, await BudgetAsync(place, environment, cancellation) is { IsLow: true });
            return await ProblemsAsync(plan, cancellation) is { } problems ? problems : plan;
        }, cancellation);

    /// <summary>Whether a deployment would begin now, and its plan; nothing is recorded.</summary>
    public Task<Outcome<Plan>> CheckAsync(Request.Deploy request, CancellationToken cancellation) =>
        TryAsync<Plan>(request, async (place, environment, live) =>
        {
            var planned = await PlannedAsync(request, place, environment, live, cancellation);
            if (!planned.IsAccepted)
                return planned.Refusal;
            return await ProblemsAsync(planned.Value.Plan, cancellation) is { } problems ? problems : planned.Value.Plan;
        }, cancellation);

    /// <summary>The way back from one rollout, as long as no other came after it: by itself while it can, by another one once its old side is gone.</summary>
    /// <returns>The rollout that takes it back.</returns>
    public Task<Outcome<RolloutState>> TakeBackAsync(Request.TakeBack request, CancellationToken cancellation) =>
        TryAsync<RolloutState>(request, async (place, environment, live) =>
        {
            var brought = await ledger.LoadAsync(request.Rollout, cancellation);
            if (brought is null || environment.Newest != brought.Id)
                return Refusal.Of(RefusalKind.Blocked, $"{environment.Newest} came to {place.Key} after {request.Rollout}", environment.Newest);
            if (brought.Phase is not (RolloutPhase.Promoted or RolloutPhase.Succeeded) || Commands.CanTakeBack(brought))
                return brought.IsLive ? await CommandAsync(brought.Id, new Command.TakeBack(request.Actor.Name, request.Reason, CauseKind.Train), request.Actor, cancellation) : brought;
            if (brought.Plan.From is not { } from)
                return Refusal.Of(RefusalKind.NoPreviousVersion, $"nothing ran in {place.Key} before {brought.Plan.Release.Version}: there is nothing to go back to");
            var plan = Planner.Rollback(place.Key, place.Environment, from, environment);
            return await OpenAsync(new RolloutPlanned(plan, plan.ComputeDigest(), request.Reason, null), request.Actor, environment, live, cancellation, request.Train is { } train ? train.With : null);
        }, cancellation);

    /// <summary>
    /// The shortest way back: a rollout under way is taken back; one that keeps the wanted version warm is, too;
    /// otherwise the version is started again and gets the traffic.
    /// </summary>
    public Task<Outcome<RolloutState>> RollbackAsync(Request.Rollback request, CancellationToken cancellation) =>
        TryAsync<RolloutState>(request, async (place, environment, live) =>
        {
            var found = ReleaseFinder.Earlier(place, request.Version, environment, live);
            if (!found.IsAccepted)
                return found.Refusal;
            if (live is { IsRollingBack: false, KeepsWarm: false, Plan.Kind: PlanKind.Rollback } && (request.Version is null || live.Plan.Release.Digest == found.Value.Digest))
                return live;
            if (live?.Plan.From?.Digest == found.Value.Digest && (live.IsRollingBack || Commands.CanTakeBack(live)))
                return await CommandAsync(live.Id, new Command.TakeBack(request.Actor.Name, request.Reason), request.Actor, cancellation);
            var plan = Planner.Rollback(place.Key, place.Environment, found.Value, environment);
            return await OpenAsync(new RolloutPlanned(plan, plan.ComputeDigest(), request.Reason, null), request.Actor, environment, live, cancellation);
        }, cancellation);

    /// <summary>Traffic by hand between two sides that run.</summary>
    public Task<Outcome<RolloutState>> SwitchTrafficAsync(Request.SwitchTraffic request, CancellationToken cancellation) =>
        TryAsync<RolloutState>(request, async (place, environment, live) =>
        {
            if (live is { KeepsWarm: false })
                return Blocked(live, "wait for its end, or abort it");
            if (request.From == request.To)
                return Refusal.Of(RefusalKind.Invalid, $"--from-env and --to-env are both {request.To.Label()}");
            if (place.Environment.Traffic is null)
                return Refusal.Of(RefusalKind.Invalid, $"{place.Key} has no `traffic` in its spec: there is nothing to switch");
            var empty = Slots.All.Where(s => environment.Releases[s] is null).Select(s => s.Label()).ToList();
            if (empty.Count > 0)
                return Refusal.Of(RefusalKind.Blocked, $"nothing runs on {string.Join(" and ", empty)} of {place.Key}: deploy a version there first, with `keepWarm` so that it stays");
            var plan = Planner.Switch(place.Key, place.Environment, request.To, request.Weight, environment);
            return await OpenAsync(new RolloutPlanned(plan, plan.ComputeDigest(), request.Reason, null), request.Actor, environment, live, cancellation);
        }, cancellation);

    public Task<Outcome<EnvironmentState>> HoldAsync(Request.Hold request, CancellationToken cancellation) =>
        ChangeAsync(request, environment => Protection.Hold(request, environment), cancellation);

    public Task<Outcome<EnvironmentState>> LiftAsync(Request.Lift request, CancellationToken cancellation) =>
        ChangeAsync(request, environment => Protection.Lift(request, environment), cancellation);

    public Task<Outcome<EnvironmentState>> ReviewAsync(Request.Review request, CancellationToken cancellation) =>
        TryAsync<EnvironmentState>(request, async (place, environment, _) =>
        {
            var reviewed = environment.ReviewDue is { } id ? await ledger.LoadAsync(id, cancellation) : null;
            var answer = Protection.Review(request, environment, reviewed?.StartedBy);
            return answer.IsAccepted ? await ledger.RecordAsync(place.Key, environment, answer.Value, request.Actor, cancellation) : answer.Refusal;
        }, cancellation);

    /// <summary>A command to one rollout.</summary>
    public async Task<Outcome<RolloutState>> CommandAsync(string id, Command command, Actor actor, CancellationToken cancellation)
    {
        for (var conflicts = 0; ; conflicts++)
        {
            if (await ledger.LoadAsync(id, cancellation) is not { } state)
                return Refusal.Of(RefusalKind.NotFound, $"there is no rollout '{id}'; `slipway history` lists them");
            var answer = Commands.Decide(state, command);
            if (answer.Refusal is { } why)
                return Refusal.Of(answer.IsDenied ? RefusalKind.Denied : RefusalKind.Blocked, why, id);
            try
            {
                if (state.Phase == RolloutPhase.Failed && answer.Event is { } again)
                    return await ReopenAsync(state, again, actor, cancellation);
                if (answer.Event is { } e)
                    state = await ledger.RecordAsync(state, e, actor, null, cancellation);
                wake(id);
                return state;
            }
            catch (StreamConflictException) when (conflicts < MaxConflicts)
            {
                // The engine or another person was first: decide anew on what is there now.
            }
        }
    }

    /// <summary>A critical alert, to whatever rollouts it may concern.</summary>
    /// <param name="environment">Null: all environments of the app.</param>
    /// <returns>The rollouts that were told.</returns>
    public async Task<IReadOnlyList<string>> AlertAsync(string app, string? environment, Command.Alert alert, CancellationToken cancellation)
    {
        var told = new List<string>();
        foreach (var row in await ledger.Store.ListRolloutsAsync(app, environment, liveOnly: true, MaxAlerted, cancellation))
        {
            if ((await CommandAsync(row.Id, alert, "alertmanager", cancellation)).IsAccepted)
                told.Add(row.Id);
        }

        return told;
    }

    /// <summary>Everything that a deployment is held against, and what is recorded when it holds.</summary>
    private async Task<Outcome<RolloutPlanned>> PlannedAsync(
        Request.Deploy request, Place place, EnvironmentState environment, RolloutState? live, CancellationToken cancellation)
    {
        if (live is { KeepsWarm: false } && !request.Supersede)
            return Blocked(live, live.IsRollingBack ? "wait for its end, or say `--supersede` to come after it" : "`--supersede` takes it back first");
        var asked = await _asked.FindAsync(request, place, environment, cancellation);
        if (!asked.IsAccepted)
            return asked.Refusal;
        var (release, below) = asked.Value;
        var budget = await BudgetAsync(place, environment, cancellation);
        var entry = Protection.Decide(request, place, release, environment, below, ledger.Now);
        if ((entry.Refusal ?? Refuse(request, place, budget)) is { } refusal)
            return refusal;
        var plan = Planner.Deploy(place.Key, place.Environment, release, environment, budget is { IsLow: true });
        return new RolloutPlanned(plan, plan.ComputeDigest(), request.Reason, null, request.OverrideBudget ? budget?.Sentence : null)
        {
            Manual = request.Manual ? true : null,
            NotBefore = entry.NotBefore,
            Emergency = request.Emergency is { } lasting ? new Emergency(request.Reason!, ledger.Now + lasting) : null,
            Spec = plan.Steps.Any(step => step is ApproveStep) ? place.Environment : null,
        };
    }

    private static Func<string, StreamAppend>? Ticket(Request.Deploy request) =>
        request.Train is { } train ? train.With : request.Git is { } git ? git.With : null;

    /// <param name="asking">What it means for the release train or the repository that asks for it, by the rollout's id.</param>
    private async Task<Outcome<RolloutState>> OpenAsync(
        RolloutPlanned planned, Actor actor, EnvironmentState environment, RolloutState? live, CancellationToken cancellation, Func<string, StreamAppend>? asking = null, PromotionBelow? follows = null)
    {
        var plan = planned.Plan;
        if (await ProblemsAsync(plan, cancellation) is { } problems)
            return problems;
        var id = $"{plan.Environment.App}.{plan.Environment.Environment}.{environment.Rollouts + 1}";
        // One that has not begun waits for another: whoever takes its place waits for that one, too.
        var after = live is null or { KeepsWarm: true } ? null : live.After ?? live.Id;
        RolloutEvent? replaced = live is null or { IsRollingBack: true }
            ? null
            : Commands.Decide(live, new Command.Supersede(id)).Event;
        var over = await ledger.Freezes.OverAsync(plan.Environment, cancellation);
        planned = planned with { After = after, Freezes = over.Count == 0 ? null : over };
        var state = await ledger.OpenAsync(
            new RolloutOpened(id) { Follows = follows }, planned, environment, replaced is null ? null : (live!, replaced), asking?.Invoke(id), actor, cancellation);
        wake(id);
        if (live is not null)
            wake(live.Id);
        return state;
    }

    /// <summary>The environment of a rollout that failed is free to others: it goes on only where nothing has changed since.</summary>
    private async Task<Outcome<RolloutState>> ReopenAsync(RolloutState failed, RolloutEvent again, Actor actor, CancellationToken cancellation)
    {
        var plan = failed.Plan;
        var environment = await ledger.LoadEnvironmentAsync(plan.Environment, cancellation);
        if ((environment.Live ?? environment.KeepingWarm) is { } other)
            return Refusal.Of(RefusalKind.Blocked, $"{other} changes {plan.Environment} now; wait for its end", other);
        if (environment.Newest != failed.Id)
            return Refusal.Of(RefusalKind.Blocked, $"{environment.Newest} came to {plan.Environment} after {failed.Id} and left it otherwise; deploy or roll back anew");
        var state = await ledger.ReopenAsync(failed, again, environment, actor, cancellation);
        wake(failed.Id);
        return state;
    }

    private async Task<Refusal?> ProblemsAsync(Plan plan, CancellationToken cancellation)
    {
        if (plan.Kind == PlanKind.Switch)
            return null;
        var release = plan.Release;
        var workload = new Workload(plan.Environment, plan.Slot, release.Version, release.Artifact, release.Target, release.Target.Replicas, plan.Drain);
        var problems = await adapters.ProblemsAsync(workload, plan.Traffic, cancellation);
        return problems.Count == 0 ? null : Refusal.Of(RefusalKind.Invalid, string.Join("; ", problems));
    }

    /// <summary>Null where no budget is kept, and where nothing is stable: then nobody is served that a new version could hurt.</summary>
    private async Task<BudgetReading?> BudgetAsync(Place place, EnvironmentState environment, CancellationToken cancellation) =>
        place.Environment.Slo is { } slo && environment.StableRelease is not null ? await budgets.ReadAsync(place.Key, slo, cancellation) : null;

    private Task<Outcome<EnvironmentState>> ChangeAsync(Request request, Func<EnvironmentState, Outcome<EnvironmentEvent>> decide, CancellationToken cancellation) =>
        TryAsync<EnvironmentState>(request, async (place, environment, _) =>
        {
            var answer = decide(environment);
            return answer.IsAccepted ? await ledger.RecordAsync(place.Key, environment, answer.Value, request.Actor, cancellation) : answer.Refusal;
        }, cancellation);

    private static Refusal? Refuse(Request.Deploy request, Place place, BudgetReading? budget)
    {
        if (request.OverrideBudget && string.IsNullOrWhiteSpace(request.Reason))
            return Refusal.Of(RefusalKind.Invalid, "an override of the error budget needs a reason: give it with `--reason TEXT`");
        return budget is { Burning: true } or { IsSpent: true } && !request.OverrideBudget
            ? Refusal.Of(RefusalKind.Blocked, $"{place.Key}: {budget.Sentence}; wait until it recovers, or bring what repairs it with `--override-budget --reason TEXT`")
            : null;
    }

    private static Refusal Blocked(RolloutState live, string remedy) => Refusal.Of(
        RefusalKind.Blocked,
        $"{live.Id} brings {live.Plan.Release.Version} to {live.Plan.Environment} and is {Commands.Word(live.Phase)}; {remedy}",
        live.Id);

    /// <summary>Finds the place and its state, and tries again when somebody else changed it meanwhile.</summary>
    private async Task<Outcome<T>> TryAsync<T>(
        Request request, Func<Place, EnvironmentState, RolloutState?, Task<Outcome<T>>> act, CancellationToken cancellation)
        where T : class
    {
        var found = await places.FindAsync(request.App, request.Environment, cancellation);
        if (!found.IsAccepted)
            return found.Refusal;
        for (var conflicts = 0; ; conflicts++)
        {
            var environment = await ledger.LoadEnvironmentAsync(found.Value.Key, cancellation);
            var live = (environment.Live ?? environment.KeepingWarm) is { } id ? await ledger.LoadAsync(id, cancellation) : null;
            try
            {
                return await act(found.Value, environment, live is { IsLive: true } ? live : null);
            }
            catch (StreamConflictException conflict) when (conflicts < MaxConflicts && !Streams.IsTrain(conflict.Stream) && !Streams.IsGit(conflict.Stream))
            {
                // Decide anew on what is there now.
            }
        }
    }
}
