using Microsoft.Extensions.DependencyInjection;
using Slipway.Contracts.Health;
using Slipway.Contracts.Views;
using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Server.Api.Views;

/// <summary>Puts together what the store knows of an environment and what target and router show now.</summary>
internal sealed class EnvironmentReader(Ledger ledger, Adapters adapters, RolloutReader rollouts, TimeProvider time, IServiceProvider services)
{
    private const string ReadyCheck = "ready";

    // Where no gateways are kept there is nobody to ask.
    private readonly IGatewayStates? _gateways = services.GetService<IGatewayStates>();

    public async Task<EnvironmentView> ReadAsync(Place place, CancellationToken cancellation)
    {
        var key = place.Key;
        var state = await ledger.LoadEnvironmentAsync(key, cancellation);
        var live = (state.Live ?? state.KeepingWarm) is { } id ? await ledger.LoadAsync(id, cancellation) : null;
        var seen = await TargetReader.BothAsync(adapters, place.Environment.Target, key, time, cancellation);
        return new EnvironmentView
        {
            App = key.App,
            Environment = key.Environment,
            Strategy = place.Environment.Strategy.Name,
            StableVersion = state.StableRelease?.Version.ToString(),
            StableSlot = state.Stable?.Label(),
            Slots = SlotViews.Of(state, live, seen),
            Weights = place.Environment.Traffic is { } traffic
                ? WeightViews.Of(state, live, await TargetReader.SplitAsync(adapters, traffic, key, time, cancellation))
                : WeightsView.None,
            LiveRollout = live is { IsLive: true } ? await rollouts.ViewAsync(live, cancellation) : null,
            LastKnownGood = state.LastKnownGood?.Version.ToString(),
            Holds = GateViews.Holds(key, state),
            ReviewDue = state.ReviewDue,
            Drift = [.. state.Drift.Select(drift => drift.ToString())],
            Gateway = place.Environment.Traffic is GatewaySpec ? await TargetReader.GatewayAsync(_gateways, key, time, cancellation) : null,
        };
    }

    /// <summary>Puts the checks of the spec and the probes of the target to every instance.</summary>
    /// <param name="slot">Null: both sides.</param>
    public async Task<HealthReport> CheckAsync(Place place, Slot? slot, CancellationToken cancellation)
    {
        var target = adapters.TargetFor(place.Environment.Target);
        var results = new List<HealthCheckResult>();
        foreach (var side in slot is { } one ? [one] : Slots.All)
        {
            var status = await target.ReadAsync(place.Key, side, cancellation);
            results.AddRange(status.Instances.Select(i => new HealthCheckResult(
                side.Label(), i.Id, ReadyCheck, i.State == InstanceState.Ready, i.Detail.Length == 0 ? i.State.ToString().ToLowerInvariant() : i.Detail)));
            var answers = await target.RunChecksAsync(place.Key, side, Checks(place.Environment), cancellation);
            results.AddRange(answers.Select(r => new HealthCheckResult(side.Label(), r.Instance, r.Check, r.Passed, r.Detail)));
        }

        return new HealthReport
        {
            App = place.Key.App,
            Environment = place.Key.Environment,
            Slot = slot?.Label(),
            Status = results.Count > 0 && results.All(r => r.Passed) ? HealthStatus.Healthy : HealthStatus.Unhealthy,
            Results = results,
        };
    }

    private static IReadOnlyList<CheckSpec> Checks(EnvironmentSpec spec) =>
        spec.Target is ProcessesSpec { Live: { } live } ? [new CheckSpec { Name = "live", Probe = live }, .. spec.Checks] : spec.Checks;
}
