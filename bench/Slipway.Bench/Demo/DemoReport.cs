namespace Slipway.Bench.Demo;

/// <summary>What the demo came to: its table, and the JSON of <c>--report</c>.</summary>
public sealed record DemoReport
{
    public required int Requests { get; init; }

    /// <summary>Lost by the way they went: no answer, or a 502, 503 or 504 of the gateway.</summary>
    public required int Failed { get; init; }

    /// <summary>Answers of 500 that the faulty version gave itself, before it was taken back.</summary>
    public required int BadAnswers { get; init; }

    /// <summary>Changes of the split between the two sides that the gateway reported.</summary>
    public required int Shifts { get; init; }

    public required IReadOnlyList<string> Promoted { get; init; }

    public required IReadOnlyList<string> RolledBack { get; init; }

    /// <summary>From the first bad answer that a client saw to the last.</summary>
    public required double SecondsToRecover { get; init; }

    /// <summary>From the command to go back, after the blue-green switch, to the last answer of the version that was left.</summary>
    public required double SecondsToReturn { get; init; }
}
