using Slipway.Core.Analysis;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Testing.Simulation.Checks;
using Slipway.Testing.Simulation.Plans;
using Slipway.Testing.Simulation.World;

namespace Slipway.Testing.Simulation.Servers;

/// <summary>Target, router, metrics and files as one server's engine meets them: orders get lost, arrive late or twice, and answers too.</summary>
internal sealed class ServerAdapters(TrialServer server, Earth earth, Director director, Witness witness) : ITarget, IRouter, IMetricSource, IArtifacts
{
    string ITarget.Name => ProcessesSpec.Kind;

    string IRouter.Name => GatewaySpec.Kind;

    string IMetricSource.Name => GatewaySpec.Kind;

    /// <summary>Asked for a rollout's effect as well as when a person opens one; only the former can meet with a fault of its own.</summary>
    public Task<IReadOnlyList<string>> CheckAsync(Workload workload, CancellationToken cancellation) =>
        witness.Effect(workload.Environment.App) is { } effect && effect.Key.EndsWith("check-target", StringComparison.Ordinal)
            ? SendAsync<IReadOnlyList<string>>(workload.Environment, (_, _) => [], cancellation)
            : Task.FromResult<IReadOnlyList<string>>([]);

    public Task ApplyAsync(Workload workload, EffectOrder order, CancellationToken cancellation)
    {
        witness.Acts(server, order);
        var sent = earth.NextOrder();
        return SendAsync(workload.Environment, (scene, _) =>
        {
            scene.Apply(workload, order, sent);
            return true;
        }, cancellation);
    }

    public Task SetAsync(Route route, EffectOrder order, CancellationToken cancellation)
    {
        witness.Acts(server, order);
        var sent = earth.NextOrder();
        return SendAsync(route.Environment, (scene, fault) =>
        {
            scene.Set(route, order, sent, LengthIf(fault, FaultKind.RouterLate), LengthIf(fault, FaultKind.RouterStale));
            return true;
        }, cancellation);
    }

    public Task<IReadOnlyList<CheckResult>> RunChecksAsync(EnvironmentKey environment, Slot slot, IReadOnlyList<CheckSpec> checks, CancellationToken cancellation) =>
        SendAsync(environment, (scene, _) => scene.RunChecks(slot, checks), cancellation);

    async Task<WorkloadStatus> ITarget.ReadAsync(EnvironmentKey environment, Slot slot, CancellationToken cancellation)
    {
        await LookAsync(environment);
        return earth[environment].Read(slot);
    }

    async Task<TrafficSplit?> IRouter.ReadAsync(EnvironmentKey environment, CancellationToken cancellation)
    {
        await LookAsync(environment);
        return earth[environment].ReadSplit();
    }

    async Task<TrafficSample?> IMetricSource.ReadAsync(EnvironmentKey environment, CancellationToken cancellation)
    {
        if (witness.Effect(environment.App) is { } effect && effect.Key.EndsWith("take-verdict", StringComparison.Ordinal))
            return await SendAsync(environment, (scene, _) => scene.Measure(), cancellation);
        await LookAsync(environment);
        return earth[environment].Measure();
    }

    public Task<IReadOnlyList<LogLine>> ReadLogsAsync(EnvironmentKey environment, Slot slot, int lines, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<LogLine>>([]);

    public Task<Digest?> DigestAsync(string artifact, CancellationToken cancellation) => Task.FromResult<Digest?>(Digest.Of(artifact));

    private async Task LookAsync(EnvironmentKey environment)
    {
        director.Moment(environment.App);
        await Task.Yield();
    }

    private async Task<T> SendAsync<T>(EnvironmentKey environment, Func<Scene, Fault?, T> act, CancellationToken cancellation)
    {
        await Task.Yield();
        cancellation.ThrowIfCancellationRequested();
        var scene = earth[environment];
        var fault = director.Strike(FaultSite.Effect, environment.App, witness.StepOfApp(environment.App), server);
        switch (fault?.Kind)
        {
            case FaultKind.CrashBeforeEffect:
                await server.CrashAsync(fault.For);
                break;
            case FaultKind.PauseBeforeEffect:
                await server.PauseAsync(fault.For);
                break;
            case FaultKind.OrderFails:
                throw new PortUnavailableException("it did not arrive");
            case FaultKind.OrderLost:
                throw new PortUnavailableException("the connection broke", outcomeUnknown: true);
            case FaultKind.OrderLate:
                var arrival = director.Later(fault.For, () => act(scene, fault));
                await Task.Delay(fault.For, server.Clock, cancellation);
                return await arrival;
        }

        var result = act(scene, fault);
        switch (fault?.Kind)
        {
            case FaultKind.CrashAfterEffect:
                await server.CrashAsync(fault.For);
                break;
            case FaultKind.ReplyLost:
                throw new PortUnavailableException("the connection broke", outcomeUnknown: true);
            case FaultKind.ReplySlow:
                await Task.Delay(fault.For, server.Clock, cancellation);
                break;
            case FaultKind.OrderTwice:
                _ = director.Later(fault.For, () => act(scene, null));
                break;
        }

        await Task.Yield();
        return result;
    }

    private static TimeSpan LengthIf(Fault? fault, FaultKind kind) => fault?.Kind == kind ? fault.For : TimeSpan.Zero;
}
