using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Ports;

/// <summary>What runs versions: processes, a Kubernetes cluster. One workload a slot of an environment.</summary>
public interface ITarget
{
    /// <summary>The kind of <see cref="TargetSpec"/> that it serves: the key in the spec.</summary>
    string Name { get; }

    /// <summary>The target as it is for <paramref name="spec"/>: one that reaches what it runs by itself is the same for all.</summary>
    ITarget For(TargetSpec spec) => this;

    /// <summary>Whether the workload could run here: files, program, directories. Changes nothing. Empty: it could.</summary>
    Task<IReadOnlyList<string>> CheckAsync(Workload workload, CancellationToken cancellation);

    /// <summary>
    /// Makes <paramref name="workload"/> what is wanted on its slot and returns when that is durably noted; the rest happens by itself.
    /// More replicas: started. Fewer: taken from the routers, drained, stopped. None: all stopped, whatever their version, the workload forgotten.
    /// Another version on the slot than before: the earlier one must have been brought to none.
    /// </summary>
    /// <exception cref="StaleFenceException">A later order was taken.</exception>
    /// <exception cref="PortUnavailableException">It failed or its outcome is unknown.</exception>
    Task ApplyAsync(Workload workload, EffectOrder order, CancellationToken cancellation);

    /// <summary>
    /// Holds still, or lets go again, whatever brings versions to the environment past Slipway: Argo CD's automated sync. Let go is exactly what was held
    /// under this mark. Where there is nothing of the kind: nothing.
    /// </summary>
    /// <returns>What was changed, a sentence; null: nothing.</returns>
    /// <exception cref="PortUnavailableException">It failed or its outcome is unknown.</exception>
    Task<string?> HoldStillAsync(EnvironmentKey environment, string mark, bool hold, CancellationToken cancellation) => Task.FromResult<string?>(null);

    /// <summary>What is there now. A slot with nothing on it has no instances.</summary>
    Task<WorkloadStatus> ReadAsync(EnvironmentKey environment, Slot slot, CancellationToken cancellation);

    /// <summary>Puts each check to each ready instance of the slot once.</summary>
    Task<IReadOnlyList<CheckResult>> RunChecksAsync(EnvironmentKey environment, Slot slot, IReadOnlyList<CheckSpec> checks, CancellationToken cancellation);

    /// <summary>The last <paramref name="lines"/> lines of each instance on the slot, oldest first. At most 10,000.</summary>
    Task<IReadOnlyList<LogLine>> ReadLogsAsync(EnvironmentKey environment, Slot slot, int lines, CancellationToken cancellation);

    /// <summary>Tells whatever else brings versions to the environment when it may, so that both agree: Argo CD's sync windows. Where there is nothing of the kind, or the spec does not want it: nothing.</summary>
    /// <exception cref="PortUnavailableException">It failed or its outcome is unknown.</exception>
    Task TellWindowsAsync(EnvironmentKey environment, IReadOnlyList<WindowSpec> windows, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>
    /// What runs of a workload otherwise than it was ordered, looked at without changing anything. To put it back, the workload is
    /// applied again by a new order. Empty where nothing drifts, and for a target whose instances nobody else can change.
    /// </summary>
    /// <exception cref="PortUnavailableException">It cannot be seen now.</exception>
    Task<IReadOnlyList<Drift>> DriftAsync(Workload workload, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Drift>>([]);
}
