using Slipway.Core.Specs.Model;

namespace Slipway.Core.Analysis;

/// <summary>What a candidate is judged by.</summary>
public sealed record AnalysisPolicy(IReadOnlyList<AnalysisRule> Rules, HotTriggerSpec? HotTrigger);
