using Slipway.Bench.Chaos.Checks;
using Slipway.Bench.Chaos.Faults;
using Slipway.Bench.Chaos.Script;

namespace Slipway.Bench.Chaos.Watching;

/// <summary>What the run itself did and saw, as it happened. Thread-safe.</summary>
public sealed class Journal
{
    private readonly Lock _gate = new();
    private readonly List<Fault> _faults = [];
    private readonly List<Sent> _sent = [];
    private readonly List<Violation> _violations = [];
    private readonly Dictionary<string, int> _counts = [];

    public IReadOnlyList<Fault> Faults => Copy(_faults);

    public IReadOnlyList<Sent> Sent => Copy(_sent);

    /// <summary>Seen while it ran; the checks at the end find others.</summary>
    public IReadOnlyList<Violation> Violations => Copy(_violations);

    /// <summary>How often things happened that are worth a number and nothing more.</summary>
    public IReadOnlyDictionary<string, int> Counts
    {
        get
        {
            lock (_gate)
                return new Dictionary<string, int>(_counts);
        }
    }

    public void Add(Fault fault) => Keep(_faults, fault);

    public void Add(Sent sent) => Keep(_sent, sent);

    public void Add(Violation violation) => Keep(_violations, violation);

    public void Count(string what)
    {
        lock (_gate)
            _counts[what] = _counts.GetValueOrDefault(what) + 1;
    }

    private void Keep<T>(List<T> list, T item)
    {
        lock (_gate)
            list.Add(item);
    }

    private IReadOnlyList<T> Copy<T>(List<T> list)
    {
        lock (_gate)
            return [.. list];
    }
}
