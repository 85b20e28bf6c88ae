using Slipway.Core.Engine;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Values;
using Slipway.Testing.Simulation.Checks;
using Slipway.Testing.Simulation.Plans;
using Slipway.Testing.Simulation.Servers;

namespace Slipway.Testing.Simulation;

/// <summary>Says what people and alerts say, sensible or not, and at the end what brings everything to its end.</summary>
public sealed class Persons(Witness witness, Coverage coverage, Trace trace)
{
    private const string Name = "alice";

    private const string Approver = "bob";

    /// <summary>Rollouts that a command may be for: mostly the newest, the others have ended.</summary>
    private const int Recent = 3;

    public void Act(Operation operation, TrialServer server) => server.Do(async service =>
    {
        trace.Add($"-> {operation.Kind} {operation.App} ({operation.Pick}) at server {server.Number}");
        try
        {
            var accepted = await SayAsync(operation, service, server.Clock.GetUtcNow());
            coverage.Say(operation.Kind, accepted);
        }
        catch (PortUnavailableException e)
        {
            // Told so; whether to say it again is for the plan.
            trace.Add($"   {operation.Kind} {operation.App}: {e.Message}");
        }
    });

    /// <summary>What a patient person does so that every rollout that waits for one ends.</summary>
    public void Help(TrialServer server)
    {
        foreach (var state in witness.Rollouts.ToList())
        {
            Override(server, state);
            OperationKind? answer = state switch
            {
                { Phase: RolloutPhase.Paused } => OperationKind.Resume,
                { Phase: RolloutPhase.Waiting, CurrentStep: ApproveStep } => OperationKind.Approve,
                { Phase: RolloutPhase.Waiting } => OperationKind.Promote,
                { Phase: RolloutPhase.Failed } => OperationKind.Retry,
                { Phase: RolloutPhase.Promoted } when state.Index < state.Steps.Count && state.Steps[state.Index].Status == StepStatus.Failed => OperationKind.Retry,
                _ => null,
            };
            if (answer is { } kind)
                server.Do(async service => coverage.Say(kind, Told(await service.CommandAsync(state.Id, CommandOf(kind, server.Clock.GetUtcNow()), NameOf(kind), CancellationToken.None))));
        }
    }

    /// <summary>A person lets every second rollout go on that the error budget holds; the others wait it out.</summary>
    private void Override(TrialServer server, RolloutState state)
    {
        if (state is { IsLive: true, Budget.Burning: true, BudgetAt: not null, OverridesBudget: false, CurrentStep: ShiftStep } && state.Id[^1] % 2 == 0)
            server.Do(async service => Told(await service.CommandAsync(state.Id, new Command.OverrideBudget("it is time"), Name, CancellationToken.None)));
    }

    private async Task<bool> SayAsync(Operation operation, RolloutService service, DateTimeOffset now)
    {
        var (app, pick, none) = (operation.App, operation.Pick, CancellationToken.None);
        const string environment = AppDraw.Environment;
        switch (operation.Kind)
        {
            case OperationKind.Deploy or OperationKind.DeployOver:
                return Told(await service.DeployAsync(new Request.Deploy(app, environment, $"{pick}.0", operation.Kind == OperationKind.DeployOver, "it is time", Name, OverrideBudget: pick % 4 == 0), none));
            case OperationKind.Rollback:
                return Told(await service.RollbackAsync(new Request.Rollback(app, environment, null, null, Name), none));
            case OperationKind.RollbackTo:
                return Told(await service.RollbackAsync(new Request.Rollback(app, environment, $"{pick}.0", null, Name), none));
            case OperationKind.Switch:
                var to = (Slot)(pick % 2);
                return Told(await service.SwitchTrafficAsync(new Request.SwitchTraffic(app, environment, to.Other(), to, Weight.FromPercent(50 * (pick % 3)), null, Name), none));
            case OperationKind.Alert:
                return (await service.AlertAsync(app, environment, new Command.Alert("down", "it is down"), none)).Count > 0;
            default:
                var known = witness.Rollouts.Where(r => r.Plan.Environment.App == app).TakeLast(Recent).ToList();
                return known.Count > 0 && Told(await service.CommandAsync(known[^(1 + (pick % known.Count))].Id, CommandOf(operation.Kind, now), NameOf(operation.Kind), none));
        }
    }

    private bool Told(Outcome<RolloutState> outcome)
    {
        if (outcome.Refusal is { } refusal)
            trace.Add($"   no: {refusal.Message}");
        return outcome.IsAccepted;
    }

    private static string NameOf(OperationKind kind) => kind is OperationKind.Approve or OperationKind.Withdraw or OperationKind.Reject ? Approver : Name;

    private static Command CommandOf(OperationKind kind, DateTimeOffset now) => kind switch
    {
        OperationKind.Approve => new Command.Approve(Approver, ["devops"], null, null, null, now),
        OperationKind.Withdraw => new Command.Withdraw(Approver),
        OperationKind.Reject => new Command.Reject(Approver, ["devops"], "not today"),
        OperationKind.Pause => new Command.Pause(null),
        OperationKind.Resume => new Command.Resume(),
        OperationKind.Promote => new Command.Promote(Full: false, null),
        OperationKind.PromoteFull => new Command.Promote(Full: true, null),
        OperationKind.Abort => new Command.Abort(Name, null),
        OperationKind.Retry => new Command.Retry(),
        OperationKind.TakeBack => new Command.TakeBack(Name, null),
        _ => throw new InvalidOperationException($"{kind} is no command"),
    };
}
