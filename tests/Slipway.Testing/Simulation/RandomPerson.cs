using Slipway.Core.Engine;
using Slipway.Core.Rollouts;
using Slipway.Core.Values;

namespace Slipway.Testing.Simulation;

/// <summary>Says whatever a person or an alert could say, at any time, sensible or not.</summary>
public sealed class RandomPerson(RolloutService service, CheckedStore store, FaultyWorld world, Random random)
{
    private const string Name = "alice";
    private int _version = 1;

    public Task ActAsync(CancellationToken cancellation)
    {
        var (app, environment) = (RandomApp.Key.App, RandomApp.Key.Environment);
        switch (random.Next(16))
        {
            case <= 4:
                return service.DeployAsync(new Request.Deploy(app, environment, $"{++_version}.0", random.Next(2) == 0, null, Name), cancellation);
            case 5:
                return service.RollbackAsync(new Request.Rollback(app, environment, null, null, Name), cancellation);
            case 6:
                return service.RollbackAsync(new Request.Rollback(app, environment, $"{random.Next(1, _version + 1)}.0", null, Name), cancellation);
            case 7:
                var to = (Slot)random.Next(2);
                return service.SwitchTrafficAsync(new Request.SwitchTraffic(app, environment, to.Other(), to, Weight.FromPercent(50 * random.Next(3)), null, Name), cancellation);
            case 8:
                return service.AlertAsync(app, environment, new Command.Alert("down", "it is down"), cancellation);
            case 9:
                world.Die((Slot)random.Next(2));
                return Task.CompletedTask;
            case 10:
                world.LoseRouter(TimeSpan.FromMinutes(random.Next(4) == 0 ? 60 : 1));
                return Task.CompletedTask;
            default:
                return TellAsync(cancellation);
        }
    }

    /// <summary>What a patient person does so that everything comes to its end.</summary>
    public async Task HelpAsync(CancellationToken cancellation)
    {
        foreach (var state in store.Rollouts.ToList())
        {
            Command? command = state switch
            {
                { Phase: RolloutPhase.Paused } => new Command.Resume(),
                { Phase: RolloutPhase.Waiting } => new Command.Promote(Full: false, null),
                { Phase: RolloutPhase.Failed } => new Command.Retry(),
                { Phase: RolloutPhase.Promoted } when state.Index < state.Steps.Count && state.Steps[state.Index].Status == StepStatus.Failed => new Command.Retry(),
                _ => null,
            };
            if (command is not null)
                await service.CommandAsync(state.Id, command, Name, cancellation);
        }
    }

    private async Task TellAsync(CancellationToken cancellation)
    {
        if (store.Rollouts.Count == 0)
            return;
        // Mostly the newest ones: the others have ended.
        var recent = store.Rollouts.TakeLast(3).ToList();
        Command command = random.Next(7) switch
        {
            0 => new Command.Pause(null),
            1 => new Command.Resume(),
            2 => new Command.Promote(Full: false, null),
            3 => new Command.Promote(Full: true, null),
            4 => new Command.Abort(Name, null),
            5 => new Command.Retry(),
            _ => new Command.TakeBack(Name, null),
        };
        await service.CommandAsync(recent[random.Next(recent.Count)].Id, command, Name, cancellation);
    }
}
