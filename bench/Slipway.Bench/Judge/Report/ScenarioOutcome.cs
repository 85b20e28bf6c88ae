using System.Text.Json.Serialization;
using Slipway.Bench.Judge.Contenders;
using Slipway.Bench.Judge.Pairs;

namespace Slipway.Bench.Judge.Report;

/// <summary>What all judges did with the pairs of a scenario.</summary>
/// <param name="Group">The scenario's.</param>
/// <param name="Name">The scenario's.</param>
/// <param name="Pairs">How many there were.</param>
public sealed record ScenarioOutcome(ScenarioGroup Group, string Name, int Pairs, IReadOnlyList<JudgeOutcome> Judges)
{
    [JsonIgnore]
    public JudgeOutcome Slipway => Of(Entry.Slipway)!;

    /// <summary>The outcome of a judge; null where it does not take part.</summary>
    public JudgeOutcome? Of(string judge) => Judges.FirstOrDefault(one => one.Judge == judge);
}
