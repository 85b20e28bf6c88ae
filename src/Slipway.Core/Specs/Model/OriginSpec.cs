namespace Slipway.Core.Specs.Model;

/// <summary>From which source a release may be built. It has to name its branch and its commit.</summary>
public sealed record OriginSpec
{
    /// <summary>Names of branches; <c>*</c> stands for any characters but <c>/</c>, <c>**</c> for any. At least one.</summary>
    public required IReadOnlyList<string> Branches { get; init; }
}
