using System.Globalization;
using System.Security.Cryptography;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Local.Processes;

/// <summary>Moves the instances of one slot along: start, watch, restart, drain, stop. Every move is noted in the slot's record.</summary>
internal sealed class InstanceDriver(SlotState state, EnvironmentKey environment, InstanceLogs logs, ProcessesRuntime runtime, CancellationToken stopping)
{
    private const int TokenLength = 32;
    private const int FailureLogLines = 20;

    /// <summary>A killed process can stay for as long as the kernel waits for a device.</summary>
    private static readonly TimeSpan KillAgain = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, InstanceProbes> _probes = [];

    /// <summary>What an instance's probes last complained of; empty for nothing.</summary>
    public string Complaint(InstanceRecord instance) =>
        _probes.TryGetValue(instance.Id, out var probes) ? probes.Complaint : "";

    /// <summary>One turn of one instance.</summary>
    public void Advance(InstanceRecord instance, DateTimeOffset now)
    {
        var due = now >= instance.Due;
        switch (instance.Phase)
        {
            case InstancePhase.Waiting when due:
                Start(instance, now);
                break;
            case InstancePhase.Starting:
                Recover(instance, now);
                break;
            case InstancePhase.Running:
                Watch(instance, now);
                break;
            case InstancePhase.Draining when Poll(instance) is { } end:
                Leave(instance, end, now);
                break;
            case InstancePhase.Draining when due:
                Terminate(instance, now);
                break;
            case InstancePhase.Stopping when HasFinished(instance, due) && Poll(instance) is { } end:
                Leave(instance, end, now);
                break;
            case InstancePhase.Stopping when due:
                Kill(instance, now);
                break;
        }
    }

    /// <summary>A process that an earlier server left: its port is in use.</summary>
    public void Keep(InstanceRecord instance)
    {
        if (instance.HasProcess)
            runtime.Ports.Keep(instance.Port);
    }

    /// <summary>Puts a question to an instance of a workload once.</summary>
    public Task<ProbeAnswer> AskAsync(ProbeSpec probe, Workload workload, InstanceRecord instance, CancellationToken cancellation) =>
        runtime.Prober.AskAsync(probe, instance.Port, new Placeholders(workload, instance.Port), Plan(workload, instance), cancellation);

    /// <summary>For an instance that is no longer in the record.</summary>
    public void Forget(InstanceRecord instance)
    {
        _probes.Remove(instance.Id);
        runtime.Ports.Return(instance.Port);
    }

    private void Start(InstanceRecord instance, DateTimeOffset now)
    {
        var intent = instance with
        {
            Phase = InstancePhase.Starting,
            Token = RandomNumberGenerator.GetHexString(TokenLength, lowercase: true),
            Port = runtime.Ports.Take(),
            Starts = instance.Starts + 1,
            Since = now,
            Due = null,
        };
        try
        {
            // Before the start: should the server die in the middle of it, the next one finds the process by its token.
            state.Commit(state.Record.With(intent));
        }
        catch (PortUnavailableException)
        {
            runtime.Ports.Return(intent.Port);
            throw;
        }
        // The last one is given back only now, so that the new one differs: another program may be on it, and have ended this instance.
        runtime.Ports.Return(instance.Port);
        Launch(intent, now);
    }

    private void Recover(InstanceRecord instance, DateTimeOffset now)
    {
        if (runtime.Launcher.FindLeader(LaunchPlan.TokenVariable, instance.Token) is { } found)
        {
            ProcessesLog.Adopted(runtime.Logger, environment, instance.Id, found.Pid);
            runtime.Ports.Keep(instance.Port);
            Run(instance, found, now);
        }
        else if (instance.Leaving)
        {
            Remove(instance);
        }
        else
        {
            // What a leader that has ended meanwhile left behind.
            runtime.Term.Act(() => ProcessLauncher.KillCarriersOf(LaunchPlan.TokenVariable, instance.Token));
            Launch(instance, now);
        }
    }

    private void Launch(InstanceRecord instance, DateTimeOffset now)
    {
        var workload = state.Record.Workload!;
        var problems = Preflight.Problems(workload, state.Record.Spec(), runtime.Inherited);
        if (problems.Count > 0)
        {
            Fail(instance, string.Join("; ", problems), now);
            return;
        }
        try
        {
            var plan = Plan(workload, instance);
            var log = logs.Prepare(instance.Id);

            // A keeper that comes after this finds the process by its token; one that came before keeps it from being started.
            var process = runtime.Term.Act(() => runtime.Launcher.Start(plan.Command, plan.WorkingDirectory, plan.Environment, log));
            ProcessesLog.Started(runtime.Logger, environment, instance.Id, process.Pid, instance.Port);
            Run(instance, process, now);
        }
        catch (Exception error) when (error is SpawnException { IsPermanent: true } or ArgumentException)
        {
            Fail(instance, error.Message, now);
        }
        catch (SpawnException error)
        {
            Restart(instance, ProcessEnd.Unseen, error.Message, now);
        }
    }

    private void Run(InstanceRecord instance, ProcessIdentity process, DateTimeOffset now)
    {
        var running = instance with { Phase = InstancePhase.Running, Process = process, Since = now };
        state.Note(running.Leaving ? running with { Phase = InstancePhase.Draining, Due = now } : running);
    }

    private void Watch(InstanceRecord instance, DateTimeOffset now)
    {
        if (Poll(instance) is { } end)
        {
            Restart(instance, end, end.ToString(), now);
            return;
        }
        var spec = state.Record.Spec();
        if (!_probes.TryGetValue(instance.Id, out var probes) || probes.Spec != spec)
            _probes[instance.Id] = probes = new InstanceProbes(spec, instance.Number, instance.Ready, now);
        probes.Advance(now, probe => AskAsync(probe, state.Record.Workload!, instance, stopping));

        if (probes.IsBroken)
        {
            ProcessesLog.Broken(runtime.Logger, environment, instance.Id, probes.Complaint);
            // Out of the routers first; asked to end on the next turn.
            state.Note(instance with { Phase = InstancePhase.Draining, Ready = false, Since = now, Due = now });
        }
        else if (probes.IsReady != instance.Ready)
        {
            state.Note(instance with { Ready = probes.IsReady, WasReady = instance.WasReady || probes.IsReady, Since = now });
        }
        else if (instance is { Ready: true, Failure: not null } && !RestartPolicy.IsLoop(instance, spec.Restart, now))
        {
            state.Note(instance with { Failure = null });
        }
    }

    /// <remarks>
    /// To the whole group, as systemd does by default, not to the first process alone as Kubernetes does: a command is often
    /// a launcher (a shell script, npm) that passes no signal on, and then the server behind it would hear nothing until it
    /// is killed. What speaks for the other way, a parent that lets its workers finish, is done here by the drain before.
    /// </remarks>
    private void Terminate(InstanceRecord instance, DateTimeOffset now)
    {
        // First the signal, then the note: a server that dies in between asks once more, which is better than a kill without a warning.
        runtime.Term.Act(() => runtime.Launcher.Terminate(instance.Process!));
        state.Note(instance with { Phase = InstancePhase.Stopping, Since = now, Due = now + state.Record.Spec().StopWithin });
    }

    private void Kill(InstanceRecord instance, DateTimeOffset now)
    {
        ProcessesLog.Killed(runtime.Logger, environment, instance.Id, state.Record.Spec().StopWithin.TotalSeconds);
        runtime.Term.Act(() => runtime.Launcher.Kill(instance.Process!));
        state.Note(instance with { Due = now + KillAgain });
    }

    private void Leave(InstanceRecord instance, ProcessEnd end, DateTimeOffset now)
    {
        if (!instance.Leaving)
        {
            var complaint = Complaint(instance) is { Length: > 0 } text ? $" ({text})" : "";
            Restart(instance, end, $"failed its liveness probe{complaint}; {end}", now);
            return;
        }
        ProcessesLog.Stopped(runtime.Logger, environment, instance.Id, end.ToString());
        Remove(instance);
    }

    private void Restart(InstanceRecord instance, ProcessEnd end, string description, DateTimeOffset now)
    {
        ProcessesLog.Crashed(runtime.Logger, environment, instance.Id, description);
        _probes.Remove(instance.Id);
        var restart = state.Record.Spec().Restart;
        var next = RestartPolicy.After(instance, end, restart, now) with { LastEnd = description };
        if (RestartPolicy.IsLoop(next, restart, now))
        {
            Fail(next, string.Create(
                CultureInfo.InvariantCulture,
                $"{next.Id} ended {next.Ends.Count} times within {restart.Within.TotalSeconds:0.###} s, last: {description}"), now);
        }
        else
        {
            state.Note(next);
        }
    }

    private void Fail(InstanceRecord instance, string reason, DateTimeOffset now)
    {
        ProcessesLog.Failed(runtime.Logger, environment, instance.Id, reason);
        _probes.Remove(instance.Id);
        var lines = logs.Tail(instance.Id, FailureLogLines).Select(line => "  " + line.Text);
        var failure = string.Join('\n', lines.Prepend(reason));
        state.Note(instance with
        {
            Phase = InstancePhase.Waiting,
            Process = null,
            Ready = false,
            Since = now,
            Due = now + state.Record.Spec().Restart.MaxBackoff,
            LastEnd = reason,
            Failure = failure,
        });
    }

    private void Remove(InstanceRecord instance)
    {
        Forget(instance);
        state.Note(state.Record.Without(instance));
        if (state.Record.Workload is null)
            logs.Prune(Slots.All.Select(RunningOn).OfType<string>().ToHashSet());
    }

    /// <summary>The workload on either slot, as logs are named by it; null for none.</summary>
    private string? RunningOn(Slot slot) =>
        DurableFile.Read(runtime.Folder.Slot(environment, slot), ProcessesJson.Default.SlotRecord)?.Workload is { } workload
            ? $"{slot.Label()}-{workload.Version}"
            : null;

    /// <summary>
    /// True when the process and all that it started have ended, or the process has and the time of the others is up:
    /// a launcher often ends at once, while the server behind it still finishes what it has begun.
    /// </summary>
    private bool HasFinished(InstanceRecord instance, bool due) =>
        runtime.Launcher.HasEnded(instance.Process!)
        && (due || ProcessFiles.CarriersOf(LaunchPlan.TokenVariable, instance.Token).Count == 0);

    private ProcessEnd? Poll(InstanceRecord instance)
    {
        if (!runtime.Launcher.HasEnded(instance.Process!))
            return null;
        return runtime.Term.Act(() =>
        {
            var end = runtime.Launcher.Poll(instance.Process!);
            ProcessLauncher.KillCarriersOf(LaunchPlan.TokenVariable, instance.Token);
            return end;
        });
    }

    private LaunchPlan Plan(Workload workload, InstanceRecord instance) =>
        LaunchPlan.For(workload, (ProcessesSpec)workload.Spec, instance.Port, instance.Token, runtime.Inherited);
}
