namespace Slipway.Testing.Simulation.Checks;

/// <summary>Something that must never be, and was.</summary>
/// <param name="Rule">Which rule it breaks, in a word: a trace is shrunk as long as the same rule breaks.</param>
public sealed record Violation(DateTimeOffset At, string Rule, string Sentence)
{
    public override string ToString() => $"{Rule}: {Sentence}";
}
