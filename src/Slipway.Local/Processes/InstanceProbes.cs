using Slipway.Core.Specs.Model;

namespace Slipway.Local.Processes;

/// <summary>Readiness and liveness of one running process, as its probes tell.</summary>
internal sealed class InstanceProbes
{
    /// <summary>The fraction of the golden ratio: multiples of it spread any number of instances evenly over a period.</summary>
    private const double GoldenFraction = 0.618_033_988_75;

    private readonly double _place;
    private readonly ProbeTrack? _readiness;
    private ProbeTrack? _liveness;

    /// <param name="number">The instance's number, by which its probes are spread in time.</param>
    /// <param name="ready">What is known from before: true for a process that was adopted while ready.</param>
    public InstanceProbes(ProcessesSpec spec, int number, bool ready, DateTimeOffset now)
    {
        Spec = spec;
        _place = number * GoldenFraction % 1;
        _readiness = spec.Ready is { } probe ? new ProbeTrack(probe, now) : null;
        IsReady = ready;
    }

    public ProcessesSpec Spec { get; }

    public bool IsReady { get; private set; }

    /// <summary>True when the liveness probe has failed often enough in a row.</summary>
    public bool IsBroken => _liveness is { SaysNo: true };

    /// <summary>What the last probe that failed said; empty while all is well.</summary>
    public string Complaint { get; private set; } = "";

    /// <summary>One turn: takes answers that have come, puts questions that are due.</summary>
    public void Advance(DateTimeOffset now, Func<ProbeSpec, Task<ProbeAnswer>> ask)
    {
        if (_readiness is null)
            IsReady = true;
        else if (_readiness.Advance(now, ask) is { } answer)
            TakeReadiness(answer);

        // Liveness begins with the first readiness: a slow start is the deadline's affair, not a reason to start again.
        if (Spec.Live is not { } live || (_liveness is null && !IsReady))
            return;
        _liveness ??= new ProbeTrack(live, now + (live.Every * _place));
        if (_liveness.Advance(now, ask) is { } sign)
            Note(sign);
    }

    private void TakeReadiness(ProbeAnswer answer)
    {
        // One yes makes ready; a ready one becomes unready only by failures in a row.
        IsReady = answer.Passed || (IsReady && !_readiness!.SaysNo);
        Note(answer);
    }

    private void Note(ProbeAnswer answer)
    {
        if (!answer.Passed)
            Complaint = answer.Detail;
        else if (IsReady && _liveness is null or { FailuresInRow: 0 })
            Complaint = "";
    }
}
