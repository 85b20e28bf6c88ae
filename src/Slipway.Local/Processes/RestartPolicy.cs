using Slipway.Core.Specs.Model;

namespace Slipway.Local.Processes;

/// <summary>What becomes of an instance whose process has ended by itself.</summary>
internal static class RestartPolicy
{
    /// <summary>Longest wait that a doubling can lead to before the spec's own maximum is looked at: 2 to the 20th.</summary>
    private const int MaxDoublings = 20;

    /// <summary>The instance without its process, to be started again: at once, after a while, in a crash loop after the longest while.</summary>
    /// <remarks>Never given up: what crashed may be all that serves, and its cause (a full disk, a database away) may pass.</remarks>
    public static InstanceRecord After(InstanceRecord instance, ProcessEnd end, RestartSpec spec, DateTimeOffset now)
    {
        var ended = instance with
        {
            Phase = InstancePhase.Waiting,
            Process = null,
            Ready = false,
            WasReady = false,
            Since = now,
            Due = now,
            LastEnd = end.ToString(),
        };
        if (end.WithMachine)
            return ended;

        ended = ended with { Ends = [.. instance.Ends.Where(at => at > now - spec.Within), now] };
        return ended with { Due = now + (IsLoop(ended, spec, now) ? spec.MaxBackoff : Backoff(ended.Ends.Count, spec)) };
    }

    /// <summary>Whether it ended as often of late as the spec calls a crash loop.</summary>
    public static bool IsLoop(InstanceRecord instance, RestartSpec spec, DateTimeOffset now) =>
        instance.Ends.Count(at => at > now - spec.Within) >= spec.Crashes;

    /// <param name="ends">Ends in the window, this one included: 1 or more.</param>
    public static TimeSpan Backoff(int ends, RestartSpec spec)
    {
        var factor = 1L << Math.Min(ends - 1, MaxDoublings);
        return spec.Backoff >= spec.MaxBackoff / factor ? spec.MaxBackoff : spec.Backoff * factor;
    }
}
