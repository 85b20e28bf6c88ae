namespace Slipway.Testing.Simulation.Plans;

/// <summary>Draws a plan from a seed.</summary>
public sealed class PlanDraw
{
    private const int MaxFaults = 14;

    private static readonly string[] Names = ["shop", "blog", "docs"];

    private readonly Random _random;
    private readonly int _seed;
    private int _versions = 1;

    private PlanDraw(int seed)
    {
        _seed = seed;
        // Neighbouring seeds of the generator begin alike.
        _random = new Random(unchecked((seed * 16_777_619) ^ 0x5bd1e995));
    }

    /// <param name="focus">Only this fault, and at every chance; null for all kinds.</param>
    public static TrialPlan Draw(int seed, (string Step, FaultKind Kind)? focus = null) => new PlanDraw(seed).Draw(focus);

    private TrialPlan Draw((string Step, FaultKind Kind)? focus)
    {
        var apps = AppDraw.Draw(_random, [.. Names.Take(_random.Next(10) switch { < 6 => 1, < 9 => 2, _ => 3 })]);
        var names = apps.Select(a => a.App).ToList();
        var servers = _random.Next(10) switch { < 4 => 1, < 8 => 2, _ => 3 };
        var skewed = _random.Next(5) == 0;
        var clocks = Enumerable.Range(0, servers).Select(_ => skewed ? Seconds(-20, 20) : TimeSpan.Zero).ToList();
        var operations = Operations(names, servers);
        var end = operations[^1].At + TimeSpan.FromSeconds(30);
        var faults = focus is { } pair ? Focused(pair, names, servers, end) : Faults(names, servers, end);
        return new TrialPlan(_seed, clocks, GateDraw.Protect(BudgetDraw.Promise(apps, _seed), _seed), [.. operations.Concat<Happening>(faults).Concat(BudgetDraw.Burns(apps, _seed, end)).Concat(GateDraw.Happenings(apps, _seed, end)).OrderBy(h => h.At)]);
    }

    private List<Operation> Operations(List<string> apps, int servers)
    {
        var operations = apps.Select(app => Operation(OperationKind.Deploy, app, TimeSpan.Zero, servers)).ToList();
        var at = TimeSpan.Zero;
        for (var left = _random.Next(3, 16); left > 0; left--)
        {
            at += Seconds(0, _random.Next(12) switch { 0 => 240, < 5 => 60, _ => 12 });
            var kind = _random.Next(10) < 4
                ? _random.Next(3) == 0 ? OperationKind.Deploy : OperationKind.DeployOver
                : (OperationKind)_random.Next((int)OperationKind.Alert + 1);
            operations.Add(Operation(kind, apps[_random.Next(apps.Count)], at, servers));
        }

        return operations;
    }

    private Operation Operation(OperationKind kind, string app, TimeSpan at, int servers) => new()
    {
        Kind = kind,
        At = at,
        App = app,
        // Traffic is switched by hand where both sides run.
        Step = kind == OperationKind.Switch ? "retire" : at > TimeSpan.Zero && _random.Next(2) == 0 ? AnyStep() : null,
        Delay = _random.Next(3) == 0 ? Seconds(0, 5) : TimeSpan.Zero,
        Server = _random.Next(servers),
        Pick = kind is OperationKind.Deploy or OperationKind.DeployOver ? _random.Next(6) == 0 ? _random.Next(1, _versions + 1) : _versions++ : _random.Next(1, 12),
    };

    private IEnumerable<Fault> Faults(List<string> apps, int servers, TimeSpan end)
    {
        if (_random.Next(6) == 0)
            yield break;
        // One pair in turn, so that none is left out; the rest by chance.
        yield return Fault(FaultKinds.Pairs[Math.Abs(_seed % FaultKinds.Pairs.Count)], apps, servers, end / 4);
        for (var left = _random.Next(MaxFaults); left > 0; left--)
            yield return Fault(FaultKinds.Pairs[_random.Next(FaultKinds.Pairs.Count)], apps, servers, end);
    }

    private IEnumerable<Fault> Focused((string Step, FaultKind Kind) pair, List<string> apps, int servers, TimeSpan end)
    {
        const int times = 6;
        for (var left = times; left > 0; left--)
            yield return Fault(pair, apps, servers, end) with { Delay = TimeSpan.Zero };
    }

    private Fault Fault((string Step, FaultKind Kind) pair, List<string> apps, int servers, TimeSpan end) => new()
    {
        Kind = pair.Kind,
        At = end * _random.NextDouble(),
        App = apps[_random.Next(apps.Count)],
        Step = pair.Step,
        Delay = _random.Next(2) == 0 ? Seconds(0, 20) : TimeSpan.Zero,
        Server = FaultKinds.SiteOf(pair.Kind) == FaultSite.Moment && _random.Next(4) == 0 ? _random.Next(servers) : null,
        Pick = _random.Next(12),
        For = Length(pair.Kind),
    };

    private string AnyStep() => StepKinds.All[_random.Next(StepKinds.All.Count)];

    private TimeSpan Length(FaultKind kind) => kind switch
    {
        FaultKind.ReplySlow or FaultKind.OrderLate or FaultKind.OrderTwice => Seconds(0.1, _random.Next(2) == 0 ? 45 : 5),
        FaultKind.RouterLate or FaultKind.RouterStale => Seconds(0.1, 20),
        FaultKind.InstanceDies => Seconds(2, 40),
        FaultKind.AppendSlow => Seconds(0.1, 8),
        FaultKind.ClockAhead or FaultKind.ClockBack => Seconds(0.5, _random.Next(3) switch { 0 => 600, 1 => 60, _ => 5 }),
        FaultKind.RouterRefuses or FaultKind.TargetRefuses => _random.Next(10) == 0 ? Seconds(900, 1200) : Seconds(1, 60),
        FaultKind.MetricsMissing or FaultKind.MetricsEmpty => Seconds(1, 60),
        FaultKind.CrashBeforeEffect or FaultKind.CrashAfterEffect or FaultKind.CrashBeforeAppend or FaultKind.CrashAfterAppend or FaultKind.ServerCrashes =>
            Seconds(0.1, _random.Next(6) == 0 ? 60 : 5),
        _ => Seconds(0.1, _random.Next(3) == 0 ? 40 : 8),
    };

    private TimeSpan Seconds(double from, double to) =>
        TimeSpan.FromMilliseconds(Math.Round(1000 * (from + (_random.NextDouble() * (to - from)))));
}
