namespace Slipway.Bench.Judge.Contenders;

/// <summary>What a judge says at a look.</summary>
[Flags]
public enum Opinion
{
    /// <summary>Nothing that decides.</summary>
    None = 0,

    /// <summary>The candidate has more errors: it is to be taken back.</summary>
    Errors = 1,

    /// <summary>The candidate is slower: it is to be taken back.</summary>
    Latency = 2,

    /// <summary>The candidate is so much slower that no confirmation is waited for: it is to be taken back.</summary>
    SevereLatency = 4,

    /// <summary>The candidate is shown to be no worse: it could be promoted at once.</summary>
    NoWorse = 8,
}
