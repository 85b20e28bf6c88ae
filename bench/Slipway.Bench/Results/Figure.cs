namespace Slipway.Bench.Results;

/// <summary>One number of a benchmark.</summary>
/// <param name="Name">What was measured: <c>first bad answer to the last, median of 20</c>.</param>
/// <param name="Unit">ms, s, MB, requests/s; empty for counts and ratios.</param>
/// <param name="Goal">The limit that the project has set itself; null where there is none.</param>
/// <param name="GoalIsMinimum">True when the value should reach the goal, false when it should stay at or below it.</param>
public sealed record Figure(string Name, double Value, string Unit = "", double? Goal = null, bool GoalIsMinimum = false)
{
    /// <summary>Null where there is no goal.</summary>
    public bool? Met => Goal is not { } goal ? null : GoalIsMinimum ? Value >= goal : Value <= goal;
}
