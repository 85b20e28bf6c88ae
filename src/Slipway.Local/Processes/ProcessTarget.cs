using System.Collections;
using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Local.Keeping;

namespace Slipway.Local.Processes;

/// <summary>
/// Versions as processes of this machine. They are no part of the server: it can end, crash and come back, and finds them again.
/// </summary>
public sealed class ProcessTarget : ITarget, IEndpoints, IAsyncDisposable
{
    private const int MaxLogLines = 10_000;

    private readonly ConcurrentDictionary<EnvironmentKey, Lazy<EnvironmentProcesses>> _environments = new();
    private readonly ProcessesRuntime _runtime;
    private bool _disposed;

    /// <param name="term">Records go below <c>workloads</c> in its folder, logs below <c>logs</c>. One target a term.</param>
    /// <param name="launcher">The server's only one.</param>
    public ProcessTarget(KeeperTerm term, ProcessLauncher launcher, TimeProvider time, ILogger<ProcessTarget> logger)
    {
        var inherited = Environment.GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value ?? "");
        _runtime = new ProcessesRuntime(
            term, new DataFolder(Path.GetFullPath(term.Folder)), launcher, new PortTable(), new Prober(time), inherited, time, logger);
    }

    public event Action<EnvironmentKey>? Changed;

    public string Name => ProcessesSpec.Kind;

    /// <summary>Takes up what an earlier server left: finds its processes, restarts what ended, goes on with what was being stopped.</summary>
    /// <exception cref="InvalidDataException">A record is damaged; the message names it.</exception>
    public Task StartAsync(CancellationToken cancellation)
    {
        foreach (var environment in _runtime.Folder.Environments())
        {
            cancellation.ThrowIfCancellationRequested();
            Of(environment);
            Changed?.Invoke(environment);
        }
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<string>> CheckAsync(Workload workload, CancellationToken cancellation) =>
        Task.FromResult(Preflight.Problems(workload, SpecOf(workload), _runtime.Inherited));

    public Task ApplyAsync(Workload workload, EffectOrder order, CancellationToken cancellation)
    {
        _ = SpecOf(workload);
        return Of(workload.Environment).ApplyAsync(workload, order, cancellation);
    }

    public Task<WorkloadStatus> ReadAsync(EnvironmentKey environment, Slot slot, CancellationToken cancellation) =>
        Task.FromResult(Known(environment)?[slot].View.Status ?? WorkloadStatus.Nothing);

    public async Task<IReadOnlyList<CheckResult>> RunChecksAsync(
        EnvironmentKey environment, Slot slot, IReadOnlyList<CheckSpec> checks, CancellationToken cancellation) =>
        Known(environment) is { } known ? await known[slot].CheckAsync(checks, cancellation) : [];

    public Task<IReadOnlyList<LogLine>> ReadLogsAsync(EnvironmentKey environment, Slot slot, int lines, CancellationToken cancellation) =>
        Task.Run(() => Known(environment)?[slot].Tail(Math.Min(lines, MaxLogLines)) ?? [], cancellation);

    public IReadOnlyList<string> Ready(EnvironmentKey environment, Slot slot) => Known(environment)?[slot].View.Ready ?? [];

    /// <summary>Ends the watching. The processes run on.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
            return;
        // One whose record was damaged has no value and nothing to end.
        foreach (var environment in _environments.Values.Where(e => e.IsValueCreated))
            await environment.Value.DisposeAsync();
        _runtime.Prober.Dispose();
    }

    private static ProcessesSpec SpecOf(Workload workload) =>
        workload.Spec as ProcessesSpec
        ?? throw new ArgumentException($"The target '{ProcessesSpec.Kind}' was given a workload of another kind: {workload.Spec.GetType().Name}", nameof(workload));

    private EnvironmentProcesses? Known(EnvironmentKey environment) =>
        _environments.TryGetValue(environment, out var known) ? known.Value : null;

    private EnvironmentProcesses Of(EnvironmentKey environment)
    {
        // The names become folders.
        if (!EnvironmentKey.IsName(environment.App) || !EnvironmentKey.IsName(environment.Environment))
            throw new ArgumentException($"'{environment}' is not app/environment, each {EnvironmentKey.NameShape}", nameof(environment));
        return _environments.GetOrAdd(
            environment, key => new Lazy<EnvironmentProcesses>(() => new EnvironmentProcesses(key, _runtime, e => Changed?.Invoke(e)))).Value;
    }
}
