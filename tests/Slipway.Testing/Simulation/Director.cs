using Slipway.Core.Simulation;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Testing.Simulation.Checks;
using Slipway.Testing.Simulation.Plans;
using Slipway.Testing.Simulation.Servers;
using Slipway.Testing.Simulation.World;

namespace Slipway.Testing.Simulation;

/// <summary>Lets happen what the plan says, each thing at its time and place.</summary>
public sealed class Director(TrialPlan plan, VirtualTime time, Earth earth, Witness witness, Coverage coverage, Trace trace)
{
    private readonly List<Happening> _armed = [];
    private readonly Persons _persons = new(witness, coverage, trace);

    public IReadOnlyList<TrialServer> Servers { get; set; } = [];

    /// <summary>Lets the error budget of an app burn.</summary>
    public Action<string> Burn { get; set; } = _ => { };

    /// <summary>Freezes the environment of an app for a while.</summary>
    public Action<string, TimeSpan> Freeze { get; set; } = (_, _) => { };

    /// <summary>True once nothing goes wrong any more.</summary>
    public bool IsOver { get; private set; }

    public void Begin()
    {
        foreach (var happening in plan.Happenings)
        {
            if (happening.Step is null)
                After(happening.At + happening.Delay, () => Do(happening));
            else
                After(happening.At, () => Arm(happening));
        }
    }

    /// <summary>All faults end, and what was to come does not.</summary>
    public void End()
    {
        IsOver = true;
        _armed.Clear();
        foreach (var app in plan.Apps)
            earth[KeyOf(app.App)].Heal();
        foreach (var server in Servers)
            server.Heal();
    }

    /// <summary>People answer what waits for them.</summary>
    public void Help() => _persons.Help(AnyServer(0));

    public void After(TimeSpan delay, Action action) => time.CreateTimer(_ => action(), null, delay, Timeout.InfiniteTimeSpan);

    /// <summary>Does something later, and hands on what comes of it.</summary>
    public Task<T> Later<T>(TimeSpan delay, Func<T> act)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        After(delay, () =>
        {
            try
            {
                done.SetResult(act());
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                done.SetException(e);
            }
        });
        return done.Task;
    }

    /// <summary>The fault that strikes at an effect or an append; null when none does.</summary>
    public Fault? Strike(FaultSite site, string app, string step, TrialServer server)
    {
        if (_armed.OfType<Fault>().FirstOrDefault(f => FaultKinds.SiteOf(f.Kind) == site && f.App == app && f.Step == step) is not { } fault)
            return null;
        _armed.Remove(fault);
        server.NoteTrouble(fault.For);
        Note(fault, step);
        return fault;
    }

    /// <summary>A rollout of the app came to a step, or is still there: what waits for that happens.</summary>
    public void Moment(string app)
    {
        if (_armed.Count == 0)
            return;
        var step = witness.StepOfApp(app);
        foreach (var happening in _armed.Where(h => h.App == app && h.Step == step && IsOfAMoment(h)).ToList())
        {
            _armed.Remove(happening);
            if (happening.Delay == TimeSpan.Zero)
                Do(happening);
            else
                After(happening.Delay, () => Do(happening));
        }
    }

    public TrialServer AnyServer(int number) =>
        Servers.Skip(number).Concat(Servers).FirstOrDefault(s => s.IsUp) ?? Servers[number];

    private static bool IsOfAMoment(Happening happening) => happening is not Fault fault || FaultKinds.SiteOf(fault.Kind) == FaultSite.Moment;

    private static EnvironmentKey KeyOf(string app) => new(app, AppDraw.Environment);

    private void Arm(Happening happening)
    {
        if (IsOver)
            return;
        _armed.Add(happening);
        if (IsOfAMoment(happening))
            Moment(happening.App);
    }

    private void Do(Happening happening)
    {
        if (IsOver)
            return;
        if (happening is Operation operation)
            _persons.Act(operation, AnyServer(operation.Server ?? 0));
        else if (happening is Freezing freezing)
            Freeze(freezing.App, freezing.For);
        else if (happening is Burn burn)
            Burn(burn.App);
        else
            Do((Fault)happening);
    }

    private void Do(Fault fault)
    {
        var place = earth[KeyOf(fault.App)];
        var server = fault.Server is { } number ? Servers[number] : witness.DriverOf(fault.App) is { } id ? Servers.First(s => s.Id == id) : Servers[0];
        var until = time.GetUtcNow() + fault.For;
        Note(fault, witness.StepOfApp(fault.App));
        switch (fault.Kind)
        {
            case FaultKind.ServerCrashes:
                server.Crash(fault.For);
                break;
            case FaultKind.ServerPauses:
                server.Pause(fault.For);
                break;
            case FaultKind.ServerCutOff:
                server.CutOff(fault.For);
                break;
            case FaultKind.ClockAhead:
                server.Clock.Jump(fault.For);
                break;
            case FaultKind.ClockBack:
                server.Clock.Jump(-fault.For);
                break;
            case FaultKind.InstanceDies:
                place.Die(witness.SideOf(fault.App, fault.Pick), fault.For, all: fault.Pick % 2 == 0);
                break;
            case FaultKind.RouterRefuses:
                place.RouterAwayUntil = until;
                break;
            case FaultKind.TargetRefuses:
                place.TargetAwayUntil = until;
                break;
            case FaultKind.MetricsMissing:
                place.MetricsAwayUntil = until;
                break;
            case FaultKind.MetricsEmpty:
                place.SilenceUntil(until);
                break;
            case FaultKind.MetricsReset:
                place.ResetCounters();
                break;
            default:
                throw new InvalidOperationException($"{fault.Kind} does not strike at a moment");
        }

        NoteClocks();
    }

    private void Note(Fault fault, string step)
    {
        witness.Health.Note(time.GetUtcNow(), fault);
        coverage.Strike(step, fault.Kind);
        trace.Add(time.GetUtcNow(), $"** {fault.Kind} for {fault.For.TotalSeconds:0.0} s at {step} of {fault.App}");
    }

    private void NoteClocks() => witness.Verdicts.NoteClocks(Servers.Select(s => s.Clock.Offset));
}
