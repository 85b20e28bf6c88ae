using Slipway.Core.Gates.Stops;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Local.Keeping.Calls;

/// <summary>All questions that the keeper answers: for each its path, its JSON, and what is done.</summary>
internal static class KeeperCalls
{
    private static readonly TimeSpan s_read = TimeSpan.FromSeconds(2);

    /// <summary>To note what is wanted, on a disk that has much to do.</summary>
    private static readonly TimeSpan s_note = TimeSpan.FromSeconds(10);

    /// <summary>Checks are as slow as the service that they ask.</summary>
    private static readonly TimeSpan s_ask = TimeSpan.FromSeconds(60);

    public static KeeperCall<Workload, IReadOnlyList<string>> CheckWorkload { get; } = new(
        "workloads/check", s_note, KeeperJson.Default.Workload, KeeperJson.Default.IReadOnlyListString,
        static (office, workload, cancellation) => office.Target.CheckAsync(workload, cancellation));

    public static KeeperCall<WorkloadOrder, bool> ApplyWorkload { get; } = new(
        "workloads/apply", s_note, KeeperJson.Default.WorkloadOrder, KeeperJson.Default.Boolean,
        static (office, order, cancellation) => DoneAsync(office.Target.ApplyAsync(order.Workload, order.Order, cancellation)));

    public static KeeperCall<SlotQuestion, WorkloadStatus> ReadWorkload { get; } = new(
        "workloads/read", s_read, KeeperJson.Default.SlotQuestion, KeeperJson.Default.WorkloadStatus,
        static (office, slot, cancellation) => office.Target.ReadAsync(slot.Environment, slot.Slot, cancellation));

    public static KeeperCall<ChecksQuestion, IReadOnlyList<CheckResult>> RunChecks { get; } = new(
        "workloads/checks", s_ask, KeeperJson.Default.ChecksQuestion, KeeperJson.Default.IReadOnlyListCheckResult,
        static (office, asked, cancellation) => office.Target.RunChecksAsync(asked.Environment, asked.Slot, asked.Checks, cancellation));

    public static KeeperCall<LogsQuestion, IReadOnlyList<LogLine>> ReadLogs { get; } = new(
        "workloads/logs", s_note, KeeperJson.Default.LogsQuestion, KeeperJson.Default.IReadOnlyListLogLine,
        static (office, asked, cancellation) => office.Target.ReadLogsAsync(asked.Environment, asked.Slot, asked.Lines, cancellation));

    public static KeeperCall<RouteOrder, bool> SetRoute { get; } = new(
        "routes/set", s_note, KeeperJson.Default.RouteOrder, KeeperJson.Default.Boolean,
        static (office, order, cancellation) => DoneAsync(office.Hub.SetAsync(order.Route, order.Order, cancellation)));

    public static KeeperCall<EnvironmentKey, TrafficSplit?> ReadSplit { get; } = new(
        "routes/read", s_read, KeeperJson.Default.EnvironmentKey, KeeperJson.Default.NullableTrafficSplit,
        static (office, environment, cancellation) => office.Hub.ReadAsync(environment, cancellation));

    public static KeeperCall<EnvironmentKey, SampleAnswer?> ReadSample { get; } = new(
        "routes/sample", s_read, KeeperJson.Default.EnvironmentKey, KeeperJson.Default.SampleAnswer!,
        static async (office, environment, cancellation) =>
            await ((IMetricSource)office.Hub).ReadAsync(environment, cancellation) is { } sample ? SampleAnswer.Of(sample) : null);

    public static KeeperCall<EnvironmentKey, GatewayState?> ReadGateway { get; } = new(
        "routes/gateway", s_read, KeeperJson.Default.EnvironmentKey, KeeperJson.Default.GatewayState!,
        static (office, environment, _) => Task.FromResult(office.GatewayOf(environment)));

    public static KeeperCall<MaintenancePage, IReadOnlyList<string>> CheckMaintenance { get; } = new(
        "routes/maintenance/check", s_read, KeeperJson.Default.MaintenancePage, KeeperJson.Default.IReadOnlyListString,
        static (office, page, cancellation) => office.Hub.CheckMaintenanceAsync(page, cancellation));

    public static KeeperCall<MaintenanceOrder, bool> ShowMaintenance { get; } = new(
        "routes/maintenance/show", s_note, KeeperJson.Default.MaintenanceOrder, KeeperJson.Default.Boolean,
        static (office, order, cancellation) => DoneAsync(office.Hub.ShowMaintenanceAsync(order.Page, order.Stop, order.Shown, cancellation)));

    private static async Task<bool> DoneAsync(Task effect)
    {
        await effect;
        return true;
    }
}
