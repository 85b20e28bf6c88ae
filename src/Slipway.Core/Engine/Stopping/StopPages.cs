using Slipway.Core.Gates.Stops;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Core.Engine.Stopping;

/// <summary>The maintenance pages of emergency stops: whether there is one, shown, and taken down once there is something behind it again.</summary>
internal sealed class StopPages(Ledger ledger, Places places, Adapters adapters)
{
    /// <summary>The page of an environment as its spec names it now, if its router can show it.</summary>
    public async Task<Outcome<MaintenancePage>> FindAsync(EnvironmentKey environment, CancellationToken cancellation)
    {
        var found = await places.FindAsync(environment.App, environment.Environment, cancellation);
        if (!found.IsAccepted)
            return found.Refusal;
        if (found.Value.Environment.Traffic is not { } traffic)
            return Refusal.Of(RefusalKind.Blocked, $"{environment} has no maintenance page: environments.{environment.Environment} of its spec has no traffic, so no router that could show one; stop without it");
        var page = new MaintenancePage(environment, traffic, traffic.MaintenanceHtml);
        try
        {
            var problems = await adapters.RouterFor(traffic).CheckMaintenanceAsync(page, cancellation);
            return problems.Count == 0 ? page : Refusal.Of(RefusalKind.Blocked, $"{environment} cannot show a maintenance page: {string.Join("; ", problems)}; or stop without it");
        }
        catch (PortUnavailableException)
        {
            // A stop does not wait for a cluster that is away: the page is tried with all the rest.
            return page;
        }
    }

    /// <returns>What holds now, a sentence.</returns>
    public async Task<string> ShowAsync(Stop stop, MaintenancePage page, CancellationToken cancellation)
    {
        await adapters.RouterFor(page.Traffic).ShowMaintenanceAsync(page, stop.Number, shown: true, cancellation);
        return $"{page.Environment} shows its maintenance page";
    }

    /// <returns>What holds now, a sentence.</returns>
    /// <exception cref="PortUnavailableException">Behind it nothing is ready yet.</exception>
    public async Task<string> TakeDownAsync(Stop stop, MaintenancePage page, CancellationToken cancellation)
    {
        foreach (var workload in stop.Stopped.Where(workload => workload.Environment == page.Environment))
            await ReadyAsync(workload, cancellation);
        await adapters.RouterFor(page.Traffic).ShowMaintenanceAsync(page, stop.Number, shown: false, cancellation);
        return $"{page.Environment} shows its versions again";
    }

    private async Task ReadyAsync(StoppedWorkload workload, CancellationToken cancellation)
    {
        // Once somebody deploys again, what comes back is in the hands of that rollout, which must not wait for the page in turn.
        var (key, slot) = (workload.Environment, workload.Slot);
        var environment = await ledger.LoadEnvironmentAsync(key, cancellation);
        if (environment.Live is not null || environment.Releases[slot] is not { } release)
            return;
        var status = await adapters.TargetFor(release.Target).ReadAsync(key, slot, cancellation);
        var wanted = Math.Clamp(status.Wanted, 1, workload.Replicas);
        if (status.Ready < wanted)
            throw new PortUnavailableException($"the maintenance page of {key} stays until {wanted} instances of {release.Version} on {slot.Label()} are ready: {status.Ready} are{(status.Failure is { } failure ? $", {FirstLine(failure)}" : "")}");
    }

    private static string FirstLine(string text) => text.Split('\n', 2)[0];
}
