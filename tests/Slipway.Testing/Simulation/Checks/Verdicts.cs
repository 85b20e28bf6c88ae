using Slipway.Core.Values;

namespace Slipway.Testing.Simulation.Checks;

/// <summary>Collects what must never be, and was.</summary>
public sealed class Verdicts(TimeProvider time)
{
    private readonly List<Violation> _violations = [];
    private TimeSpan _mostAhead;
    private TimeSpan _mostBehind;

    public IReadOnlyList<Violation> Violations => _violations;

    /// <summary>By how much the clocks of two servers, or of one at two instants, have ever differed: what one began another may measure with this error.</summary>
    public TimeSpan ClockSpread => _mostAhead - _mostBehind;

    /// <summary>What a time that a server has measured may differ from the truth.</summary>
    public TimeSpan Tolerance => ClockSpread + Stall;

    /// <summary>How long at most a server has stood still between a look or a decision and what it did with it.</summary>
    public TimeSpan Stall { get; private set; }

    public void NoteStall(TimeSpan length) => Stall = length > Stall ? length : Stall;

    public void NoteClocks(IEnumerable<TimeSpan> offsets)
    {
        foreach (var offset in offsets)
        {
            _mostAhead = offset > _mostAhead ? offset : _mostAhead;
            _mostBehind = offset < _mostBehind ? offset : _mostBehind;
        }
    }

    public void Harm(string rule, EnvironmentKey place, string sentence) => Add(rule, $"{place}: {sentence}");

    public void Add(string rule, string sentence) => _violations.Add(new Violation(time.GetUtcNow(), rule, sentence));
}
