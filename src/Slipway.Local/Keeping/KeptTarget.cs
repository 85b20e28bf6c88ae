using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Local.Keeping.Calls;

namespace Slipway.Local.Keeping;

/// <summary>Versions as processes of the keeper's machine, from any server.</summary>
public sealed class KeptTarget(KeeperClient keeper) : ITarget
{
    public string Name => ProcessesSpec.Kind;

    public Task<IReadOnlyList<string>> CheckAsync(Workload workload, CancellationToken cancellation) =>
        keeper.AskAsync(KeeperCalls.CheckWorkload, workload, cancellation);

    public Task ApplyAsync(Workload workload, EffectOrder order, CancellationToken cancellation) =>
        keeper.AskAsync(KeeperCalls.ApplyWorkload, new WorkloadOrder(workload, order), cancellation);

    public Task<WorkloadStatus> ReadAsync(EnvironmentKey environment, Slot slot, CancellationToken cancellation) =>
        keeper.AskAsync(KeeperCalls.ReadWorkload, new SlotQuestion(environment, slot), cancellation);

    public Task<IReadOnlyList<CheckResult>> RunChecksAsync(
        EnvironmentKey environment, Slot slot, IReadOnlyList<CheckSpec> checks, CancellationToken cancellation) =>
        keeper.AskAsync(KeeperCalls.RunChecks, new ChecksQuestion(environment, slot, checks), cancellation);

    public Task<IReadOnlyList<LogLine>> ReadLogsAsync(EnvironmentKey environment, Slot slot, int lines, CancellationToken cancellation) =>
        keeper.AskAsync(KeeperCalls.ReadLogs, new LogsQuestion(environment, slot, lines), cancellation);
}
