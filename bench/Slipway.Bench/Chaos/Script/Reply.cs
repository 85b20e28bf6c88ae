namespace Slipway.Bench.Chaos.Script;

/// <summary>What a server said to a person.</summary>
/// <param name="Status">The HTTP status; 0 when there was no answer, and so nobody knows what came of the request.</param>
/// <param name="Body">The answer, or why there was none.</param>
public sealed record Reply(int Status, string Body)
{
    public bool IsAccepted => Status is >= 200 and < 300;

    /// <summary>The server could not say: it is away, or its store is. It may have done it all the same.</summary>
    public bool IsUnknown => Status is 0 or >= 500;

    public bool? Accepted => IsUnknown ? null : IsAccepted;
}
