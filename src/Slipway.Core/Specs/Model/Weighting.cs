namespace Slipway.Core.Specs.Model;

/// <summary>How a router divides requests between the sides.</summary>
public enum Weighting
{
    /// <summary>It switches from one side to the other; a share comes about only by the number of instances that stand behind it.</summary>
    Instances,

    /// <summary>In whole percent: a finer weight is refused.</summary>
    WholePercent,

    /// <summary>In hundredths of a percent.</summary>
    Fine,
}
