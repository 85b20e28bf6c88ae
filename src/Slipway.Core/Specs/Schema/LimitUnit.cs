namespace Slipway.Core.Specs.Schema;

internal enum LimitUnit
{
    /// <summary>Written <c>1%</c>, kept as 0.01.</summary>
    Fraction,

    /// <summary>Written <c>500ms</c>, kept as 500.</summary>
    Milliseconds,

    /// <summary>Written <c>10</c> or <c>10/s</c>, kept as 10.</summary>
    PerSecond,
}
