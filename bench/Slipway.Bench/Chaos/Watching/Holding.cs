namespace Slipway.Bench.Chaos.Watching;

/// <summary>From when on a lease was seen with an owner.</summary>
/// <param name="Owner">Id of a server; its second part is the process. Null: nobody.</param>
public sealed record Holding(DateTimeOffset Since, string Lease, string? Owner, long Fence)
{
    /// <summary>0 where it has no owner.</summary>
    public int Process => Owner?.Split(':') is [_, var process, ..] ? int.Parse(process) : 0;
}
