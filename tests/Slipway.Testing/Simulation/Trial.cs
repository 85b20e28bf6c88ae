using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Simulation;
using Slipway.Core.Values;
using Slipway.Testing.Simulation.Checks;
using Slipway.Testing.Simulation.Mutations;
using Slipway.Testing.Simulation.Plans;
using Slipway.Testing.Simulation.Servers;
using Slipway.Testing.Simulation.World;

namespace Slipway.Testing.Simulation;

/// <summary>
/// The real machine, engine and service on one to three servers, in virtual time, in a world in which all that a plan says goes wrong.
/// Then the faults stop, and everything must come to an end.
/// </summary>
public sealed class Trial
{
    /// <summary>Once nothing goes wrong any more and people answer, every rollout has ended by then.</summary>
    private static readonly TimeSpan Settles = TimeSpan.FromHours(1);

    /// <summary>After the last happening: those that wait for a step may still find one.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(40);

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    private readonly TrialPlan _plan;
    private readonly VirtualTime _time = new();
    private readonly VirtualLoop _loop;
    private readonly Verdicts _verdicts;
    private readonly InMemoryStore _store;
    private readonly Coverage _coverage = new();
    private readonly Trace _trace;
    private readonly Earth _earth;
    private readonly Witness _witness;
    private readonly Director _director;

    private Trial(TrialPlan plan, Mutation? mutation, bool traced)
    {
        _plan = plan;
        _loop = new VirtualLoop(_time);
        _verdicts = new Verdicts(_time);
        _trace = new Trace(_time, traced);
        _earth = new Earth((app, version) => Character.Of(plan.Seed, app, version.ToString()), _time, _verdicts, mutation);
        _store = new InMemoryStore(_time);
        _witness = new Witness(_store, _earth, _verdicts, _time, _coverage, _trace);
        _director = new Director(plan, _time, _earth, _witness, _coverage, _trace);
        _director.Servers = [.. plan.Clocks.Select((_, number) => new TrialServer(number, plan, _time, _loop, _store, _earth, _witness, _director, mutation))];
        _director.Burn = app => Measure(app, TimeSpan.Zero, 1_000_000, 500_000);
        _director.Freeze = Freeze;
        _witness.Moment = _director.Moment;
        _witness.ServerOf = id => _director.Servers.FirstOrDefault(s => s.Id == id && s.IsUp);
        _verdicts.NoteClocks(plan.Clocks);
    }

    /// <param name="mutation">A deliberate mistake; null for the product as it is.</param>
    /// <param name="traced">Whether to tell what happened line by line.</param>
    public static TrialResult Run(TrialPlan plan, Mutation? mutation = null, bool traced = false)
    {
        var trial = new Trial(plan, mutation, traced);
        var start = trial._time.GetUtcNow();
        try
        {
            trial._loop.Run(trial.RunAsync, start + TimeSpan.FromDays(2));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            trial._verdicts.Add("loop", e.ToString());
        }

        trial._coverage.Simulated = trial._time.GetUtcNow() - start;
        foreach (var violation in trial._verdicts.Violations)
            trial._trace.Add(violation.At, $"!! {violation}");
        return new TrialResult(plan, trial._verdicts.Violations, [.. trial._witness.Rollouts], trial._coverage, trial._store, trial._trace.Lines);
    }

    private bool IsSettled => _witness.Rollouts.All(r => !r.IsLive);

    private async Task<bool> RunAsync()
    {
        // So much that a burn does not use the budget up.
        foreach (var app in _plan.Apps)
            Measure(app.App, TimeSpan.FromDays(20), 200_000_000, 0);
        foreach (var server in _director.Servers)
            server.Start();
        _director.Begin();
        var end = _plan.Happenings.Select(h => h.At + (h is Fault fault ? fault.For : TimeSpan.Zero)).DefaultIfEmpty().Max() + Rest;
        for (var at = TimeSpan.Zero; at < end && _verdicts.Violations.Count == 0; at += Look)
            await LookAsync();
        if (_verdicts.Violations.Count == 0)
            await SettleAsync();
        foreach (var server in _director.Servers)
            server.End();
        return true;
    }

    private async Task SettleAsync()
    {
        _trace.Add("== nothing goes wrong any more");
        _director.End();
        var left = Settles;
        do
        {
            // One that failed has ended, and still there is somebody to try it again.
            _director.Help();
            await LookAsync();
            left -= Look;
        }
        while (left > TimeSpan.Zero && !IsSettled && _verdicts.Violations.Count == 0);

        if (_verdicts.Violations.Count > 0)
            return;
        _witness.End();
        foreach (var state in _witness.Rollouts.Where(r => r.IsLive))
            _verdicts.Add("liveness", $"{state.Id} did not end: {state.Phase}, {state.CurrentStep?.ToString() ?? "all steps through"}, {state.Effect}");
        foreach (var app in _plan.Apps)
            CheckPlace(new EnvironmentKey(app.App, app.Environments[0].Name));
    }

    private async Task LookAsync()
    {
        await Task.Delay(Look, _time, CancellationToken.None);
        _witness.Tick();
    }

    private void Measure(string app, TimeSpan ago, long requests, long errors)
    {
        var at = _time.GetUtcNow() - ago;
        var start = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute));
        _trace.Add($"** {requests} requests and {errors} errors of {app} in the minute from {start:HH:mm}");

        // Done at once: the store is in memory.
        _ = _store.AddTrafficAsync([new TrafficPeriod(new EnvironmentKey(app, AppDraw.Environment), start, TimeSpan.FromMinutes(1), requests, errors)], CancellationToken.None);
    }

    private void Freeze(string app, TimeSpan lasting)
    {
        _trace.Add($"** {app} is frozen for {lasting.TotalSeconds:0.0} s");

        // Done at once: the store is in memory.
        _ = new Freezes(_store, _time).SetAsync($"{app}/*", null, _time.GetUtcNow() + lasting, "simulated", "carol", CancellationToken.None);
    }

    /// <summary>What the events say of an environment in which everything has ended is what is there.</summary>
    private void CheckPlace(EnvironmentKey key)
    {
        if (_witness.Rollouts.Any(r => r.Plan.Environment == key && (r.IsLive || r.Phase == RolloutPhase.Failed)))
            return;
        var (environment, place) = (_witness.EnvironmentOf(key), _earth[key]);
        if ((environment.Live ?? environment.KeepingWarm) is { } left)
            _verdicts.Add("end", $"{left} has ended and still holds {key}");
        foreach (var slot in Slots.All)
        {
            if (place.VersionOn(slot) is var there && place.On(slot).Instances.Count > 0 && environment.Releases[slot]?.Version != there)
                _verdicts.Add("end", $"{there} runs on {slot.Label()} of {key}, where {environment.Releases[slot]?.Version.ToString() ?? "nothing"} should");
        }

        if (environment.Stable is not null && environment.Split != place.InForce)
            _verdicts.Add("end", $"{key} says {environment.Split}, the router {place.InForce}");
    }
}
