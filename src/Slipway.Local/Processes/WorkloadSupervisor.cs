using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Local.Processes;

/// <summary>Looks after one slot: takes what is wanted, moves its instances along, shows what is there.</summary>
internal sealed class WorkloadSupervisor : IAsyncDisposable
{
    /// <summary>How soon an ended process or an answered probe is noticed. A turn of an idle instance is one system call.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan UpkeepPeriod = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PauseAfterError = TimeSpan.FromSeconds(1);

    private readonly EnvironmentKey _environment;
    private readonly Slot _slot;
    private readonly ProcessesRuntime _runtime;
    private readonly InstanceLogs _logs;
    private readonly SlotState _state;
    private readonly InstanceDriver _driver;
    private readonly Action<EnvironmentKey> _changed;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;
    private DateTimeOffset _nextUpkeep;
    private DateTimeOffset _pausedUntil;
    private volatile SlotView _view;

    /// <param name="changed">Called when the addresses of ready instances have changed.</param>
    /// <exception cref="InvalidDataException">The slot's record is damaged.</exception>
    public WorkloadSupervisor(EnvironmentKey environment, Slot slot, ProcessesRuntime runtime, Action<EnvironmentKey> changed)
    {
        _environment = environment;
        _slot = slot;
        _runtime = runtime;
        _changed = changed;
        _logs = new InstanceLogs(runtime.Folder.Logs(environment));
        var path = runtime.Folder.Slot(environment, slot);
        var record = DurableFile.Read(path, ProcessesJson.Default.SlotRecord) ?? SlotRecord.Empty;
        _state = new SlotState(path, record, environment, slot, runtime.Term, runtime.Logger);
        _driver = new InstanceDriver(_state, environment, _logs, runtime, _stopping.Token);
        foreach (var instance in record.Instances)
            _driver.Keep(instance);
        _view = SlotView.Of(record, _driver.Complaint);
    }

    public SlotView View => _view;

    /// <summary>Begins to look after the slot; called once.</summary>
    public void Start() => _loop = Task.Run(RunAsync);

    /// <exception cref="PortUnavailableException">Another version is still there, or the record cannot be written.</exception>
    public async Task ApplyAsync(Workload workload, string effectKey, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            var record = _state.Record;
            if (record.AppliedKeys.Contains(effectKey))
                return;
            if (record.Workload is { } present && present.Version != workload.Version)
            {
                if (workload.Replicas > 0)
                {
                    throw new PortUnavailableException(
                        $"slot {_slot.Label()} of {_environment} still has {record.Instances.Length} instance(s) of version {present.Version}; "
                        + $"{workload.Version} can begin there when they have ended");
                }

                // None is none, whatever is there.
                workload = present with { Replicas = 0, Drain = workload.Drain };
            }
            _state.Commit(Scaling.Apply(record, workload, _runtime.Time.GetUtcNow()).WithKey(effectKey));
            foreach (var gone in record.Instances.ExceptBy(_state.Record.Instances.Select(i => i.Id), i => i.Id))
                _driver.Forget(gone);
            Publish();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Puts each check to each instance that is ready now.</summary>
    public async Task<IReadOnlyList<CheckResult>> CheckAsync(IReadOnlyList<CheckSpec> checks, CancellationToken cancellation)
    {
        var record = _state.Record;
        var questions =
            from instance in record.Instances
            where instance.TakesRequests
            from check in checks
            select AskAsync(instance, check);
        return await Task.WhenAll(questions);

        async Task<CheckResult> AskAsync(InstanceRecord instance, CheckSpec check)
        {
            var answer = await _driver.AskAsync(check.Probe, record.Workload!, instance, cancellation);
            return new CheckResult(check.Name, instance.Id, answer.Passed, answer.Detail);
        }
    }

    /// <summary>The last lines of each instance of what runs here, or ran here last.</summary>
    public IReadOnlyList<LogLine> Tail(int lines)
    {
        var record = _state.Record;
        return record.LastVersion is { } version
            ? [.. _logs.InstancesOf($"{_slot.Label()}-{version}").SelectMany(instance => _logs.Tail(instance, lines))]
            : [];
    }

    /// <summary>Ends the watching. Processes run on.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
        _stopping.Dispose();
        _gate.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Turn, _runtime.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                await _gate.WaitAsync(_stopping.Token);
                try
                {
                    TakeTurn();
                }
                finally
                {
                    _gate.Release();
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Disposed.
        }
    }

    private void TakeTurn()
    {
        var now = _runtime.Time.GetUtcNow();

        // What another server keeps is its affair: this one only has to be told yet.
        if (now < _pausedUntil || !_runtime.Term.Holds)
            return;
        foreach (var instance in _state.Record.Instances)
            Guard(() => _driver.Advance(instance, now), now);
        if (now >= _nextUpkeep)
        {
            _nextUpkeep = now + UpkeepPeriod;
            KeepUp(now);
        }
        Publish();
    }

    private void KeepUp(DateTimeOffset now)
    {
        _state.Flush();
        foreach (var instance in _state.Record.Instances.Where(i => i.HasProcess))
            Guard(() => _logs.Rotate(instance.Id, _state.Record.Spec().Logs), now);
    }

    /// <summary>What goes wrong with one instance, a bug included, must not keep the others from being looked after.</summary>
    private void Guard(Action act, DateTimeOffset now)
    {
        try
        {
            act();
        }
        catch (Exception error)
        {
            _pausedUntil = now + PauseAfterError;
            ProcessesLog.TurnFailed(_runtime.Logger, error, _environment, _slot);
        }
    }

    private void Publish()
    {
        var before = _view;
        _view = SlotView.Of(_state.Record, _driver.Complaint);
        if (!_view.Ready.SequenceEqual(before.Ready))
            _changed(_environment);
    }
}
