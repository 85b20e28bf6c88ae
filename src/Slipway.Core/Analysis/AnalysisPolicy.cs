using Slipway.Core.Specs.Model;

namespace Slipway.Core.Analysis;

/// <summary>What an environment's new versions are judged by.</summary>
/// <param name="Rules">Each of them alone can fail; may be empty.</param>
/// <param name="HotTrigger">Null when it is turned off.</param>
public sealed record AnalysisPolicy(IReadOnlyList<AnalysisRule> Rules, HotTriggerSpec? HotTrigger);
