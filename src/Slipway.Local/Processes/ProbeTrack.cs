using Slipway.Core.Specs.Model;

namespace Slipway.Local.Processes;

/// <summary>One probe of one instance over time: when it is due, and what it said. Never two questions at once.</summary>
/// <param name="firstAt">When it is put first.</param>
internal sealed class ProbeTrack(ProbeSpec spec, DateTimeOffset firstAt)
{
    private DateTimeOffset _due = firstAt;
    private Task<ProbeAnswer>? _asked;

    public int FailuresInRow { get; private set; }

    /// <summary>True when the failures in a row count as a no.</summary>
    public bool SaysNo => FailuresInRow >= spec.Failures;

    /// <summary>Puts the question when it is due. Returns an answer that has come since the last call, else null.</summary>
    public ProbeAnswer? Advance(DateTimeOffset now, Func<ProbeSpec, Task<ProbeAnswer>> ask)
    {
        if (_asked is null)
        {
            if (now >= _due)
            {
                _asked = ask(spec);
                _due = now + spec.Every;
            }
            return null;
        }
        if (!_asked.IsCompleted)
            return null;

        var answer = _asked.IsCompletedSuccessfully ? _asked.Result : null;
        _asked = null;
        if (answer is not null)
            FailuresInRow = answer.Passed ? 0 : FailuresInRow + 1;
        return answer;
    }
}
