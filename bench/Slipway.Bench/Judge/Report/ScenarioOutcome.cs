using System.Text.Json.Serialization;
using Slipway.Bench.Judge.Contenders;
using Slipway.Bench.Judge.Pairs;

namespace Slipway.Bench.Judge.Report;

/// <summary>What all judges did with the pairs of a scenario.</summary>
/// <param name="Pairs">How many there were.</param>
public sealed record ScenarioOutcome(Scenario Scenario, int Pairs, IReadOnlyList<JudgeOutcome> Judges)
{
    /// <summary>The outcome of a judge; null where it does not take part.</summary>
    public JudgeOutcome? Of(string judge) => Judges.FirstOrDefault(one => one.Judge == judge);

    [JsonIgnore]
    public JudgeOutcome Slipway => Judges.First(one => one.Judge == Entry.Slipway);
}
