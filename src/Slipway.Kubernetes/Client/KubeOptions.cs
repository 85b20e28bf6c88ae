namespace Slipway.Kubernetes.Client;

/// <summary>How a client behaves; the defaults suit a controller of some hundred workloads.</summary>
public sealed record KubeOptions
{
    /// <summary>Who the server notes as owner of written fields. <c>slipway</c> by default.</summary>
    public string FieldManager { get; init; } = "slipway";

    /// <summary>For one call with all its repetitions, or one page of a list. 30 s by default.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often one call is tried at most, where trying again is safe. 5 by default.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Where requests are counted; null, the default: nowhere.</summary>
    public KubeInstruments? Instruments { get; init; }

    /// <summary>Objects in one page of a list. 500 by default.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>Objects in a whole list, past which it fails. 50,000 by default.</summary>
    public int MaxItems { get; init; } = 50_000;

    /// <summary>How long one connection of a watch lives before it is opened anew where it stopped. 8 min by default.</summary>
    public TimeSpan WatchDeadline { get; init; } = TimeSpan.FromMinutes(8);

    /// <summary>A watch that says nothing for so long is opened anew; servers send a bookmark each minute. 150 s by default.</summary>
    public TimeSpan WatchIdle { get; init; } = TimeSpan.FromSeconds(150);

    /// <summary>A cache that has had no connection for so long refuses to be read. 60 s by default.</summary>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A cache that nobody read or listened to for so long lets go of its memory and its watch. 15 min by default.</summary>
    public TimeSpan UnusedAfter { get; init; } = TimeSpan.FromMinutes(15);
}
