using System.Text.Json.Serialization;
using Slipway.Core.Specs.Model;

namespace Slipway.Core.Analysis;

/// <summary>What an environment's new versions are judged by.</summary>
/// <param name="Judges">Each of them alone can fail; may be empty.</param>
/// <param name="HotTrigger">Null when it is turned off.</param>
public sealed record AnalysisPolicy(IReadOnlyList<JudgeSpec> Judges, HotTriggerSpec? HotTrigger)
{
    /// <summary>Instances of each side; at least 1. The more there are, the less two equal sides differ by them.</summary>
    public int Instances { get; init; } = 1;

    [JsonIgnore]
    public bool IsEmpty => Judges.Count == 0 && HotTrigger is null;

    /// <summary>The limits among the judges.</summary>
    [JsonIgnore]
    public IEnumerable<AnalysisRule> Rules => Judges.OfType<AnalysisRule>();

    /// <summary>Whether an observation may end before its time.</summary>
    [JsonIgnore]
    public bool PromotesEarly => Judges.OfType<SequentialSpec>().Any(judge => judge.PromoteEarly);
}
