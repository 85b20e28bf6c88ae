using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Simulation;
using Slipway.Core.Values;

namespace Slipway.Testing.Simulation;

/// <summary>
/// The real machine, engine and service in virtual time, with people who say anything and a world in which anything fails,
/// all drawn from a seed. Then the faults stop, and everything must come to an end.
/// </summary>
public sealed class RolloutTrial : IDisposable
{
    /// <summary>Once nothing goes wrong any more and people answer, every rollout has ended by then.</summary>
    private static readonly TimeSpan Settles = TimeSpan.FromHours(2);

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    private readonly Random _random;
    private readonly VirtualTime _time = new();
    private readonly Faults _faults;
    private readonly InMemoryStore _store;
    private readonly FaultyWorld _world;
    private readonly CheckedStore _checked;
    private readonly Adapters _adapters;
    private readonly RolloutService _service;
    private readonly Dictionary<ReleaseVersion, Character> _characters = [];
    private RolloutEngine? _engine;
    private CancellationTokenSource _life = new();
    private Task _running = Task.CompletedTask;
    private Task _interrupting = Task.CompletedTask;
    private int _lives;
    private bool _isDone;

    private RolloutTrial(int seed)
    {
        _random = new Random(seed);
        var app = new RandomApp(_random);
        _faults = new Faults(_random, _random.Next(4) switch { 0 => 0, 1 => 0.01, 2 => 0.03, _ => 0.1 }, _time) { Crash = () => _life.Cancel() };
        _store = new InMemoryStore(_time);
        _world = new FaultyWorld(_faults, CharacterOf, _time);
        _checked = new CheckedStore(_store, _world, _faults);
        _adapters = new Adapters([_world], [_world], [_world], _world);
        _service = new RolloutService(new Ledger(_checked, _time, _store), new Places(app), new ReleaseFinder(_world), _adapters, id => _engine?.Wake(id));
    }

    public static TrialResult Run(int seed)
    {
        using var trial = new RolloutTrial(seed);
        var end = trial._time.GetUtcNow() + TimeSpan.FromDays(1);
        IEnumerable<string> found;
        try
        {
            found = new VirtualLoop(trial._time).Run(trial.RunAsync, end);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            found = trial._checked.Violations.Append(e.ToString());
        }

        return new TrialResult([.. found.Select(f => $"seed {seed}: {f}")], [.. trial._checked.Rollouts], trial._lives, trial._checked.Retried, trial._store);
    }

    public void Dispose() => _life.Dispose();

    private async Task<IReadOnlyList<string>> RunAsync()
    {
        var person = new RandomPerson(_service, _checked, _world, _random);
        var interruptions = _random.Next(12);
        _checked.Interrupt = () =>
        {
            if (interruptions == 0 || _faults.Over || _random.Next(20) > 0)
                return;
            interruptions--;
            _interrupting = Task.WhenAll(_interrupting, TryAsync(person.ActAsync));
        };
        Start();
        for (var acts = _random.Next(4, 20); acts > 0; acts--)
        {
            await TryAsync(person.ActAsync);
            await RestAsync(_faults.Between(0, _random.Next(12) switch { 0 or 1 => 1800, < 5 => 90, _ => 10 }));
            if (_checked.Violations.Count > 0)
                return _checked.Violations;
        }

        _faults.Over = true;
        await _interrupting;
        await TryAsync(person.HelpAsync);
        for (var left = Settles; left > TimeSpan.Zero && !IsSettled; left -= Look)
        {
            await RestAsync(Look);
            await TryAsync(person.HelpAsync);
        }

        _isDone = true;
        // Not CancelAsync: that would leave the one thread.
        _life.Cancel();
        await _running;
        return [.. _checked.Violations, .. Unsettled()];
    }

    private bool IsSettled => _checked.Rollouts.All(r => !r.IsLive);

    private IEnumerable<string> Unsettled()
    {
        foreach (var state in _checked.Rollouts.Where(r => r.IsLive))
            yield return $"{state.Id} did not end: {state.Phase}, {state.CurrentStep?.ToString() ?? "all steps through"}, {state.Effect}";
        if (_checked.Rollouts.Any(r => r.IsLive || r.Phase == RolloutPhase.Failed))
            yield break;
        var environment = _checked.Environment;
        if ((environment.Live ?? environment.KeepingWarm) is { } left)
            yield return $"{left} has ended and still holds the environment";
        foreach (var slot in Slots.All)
        {
            if (_world.On(slot).Version is var there && _world.On(slot).Instances.Count > 0 && environment.Releases[slot]?.Version != there)
                yield return $"{there} runs on {slot.Label()}, where {environment.Releases[slot]?.Version.ToString() ?? "nothing"} should";
        }

        if (environment.Stable is not null && environment.Split != _world.InForce)
            yield return $"the environment says {environment.Split}, the router {_world.InForce}";
    }

    private void Start()
    {
        _life.Dispose();
        _life = new CancellationTokenSource();
        _store.EndServers();
        _engine = new RolloutEngine(
            new Ledger(_checked, _time, _store), _store, _store, _adapters, _time, NullLogger<RolloutEngine>.Instance, new ServerNote($"engine-{++_lives}", "", ""));
        _running = LiveAsync(_engine, _life.Token);
    }

    /// <summary>Runs an engine until it dies; then another one takes its place.</summary>
    private async Task LiveAsync(RolloutEngine engine, CancellationToken cancellation)
    {
        try
        {
            await engine.RunAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            // Dead.
        }

        _engine = null;
        if (_isDone)
            return;
        await Task.Delay(_faults.Between(0.1, _random.Next(5) == 0 ? 600 : 5), _time, CancellationToken.None);
        Start();
    }

    private Task RestAsync(TimeSpan rest) => Task.Delay(rest, _time, CancellationToken.None);

    /// <summary>A person whose words meet a fault says them again later, or not at all.</summary>
    private static async Task TryAsync(Func<CancellationToken, Task> act)
    {
        try
        {
            await act(CancellationToken.None);
        }
        catch (PortUnavailableException)
        {
            // Told so.
        }
        catch (OperationCanceledException)
        {
            // The server died while it answered.
        }
    }

    private Character CharacterOf(ReleaseVersion version)
    {
        if (!_characters.TryGetValue(version, out var character))
            _characters[version] = character = Character.Draw(_random);
        return character;
    }
}
