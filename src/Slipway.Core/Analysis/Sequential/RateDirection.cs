namespace Slipway.Core.Analysis.Sequential;

/// <summary>What a test gathers evidence for.</summary>
public enum RateDirection
{
    /// <summary>The candidate's rate is above what is tolerated.</summary>
    Worse,

    /// <summary>The candidate's rate is below what would be too much.</summary>
    NotWorse,
}
