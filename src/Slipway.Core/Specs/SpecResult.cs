using System.Diagnostics.CodeAnalysis;
using Slipway.Core.Specs.Model;

namespace Slipway.Core.Specs;

/// <summary>A spec that was read: the valid one, or everything that is wrong with it; warnings with either.</summary>
public sealed record SpecResult
{
    /// <summary>Null exactly when there are errors.</summary>
    public AppSpec? Spec { get; init; }

    /// <summary>In the order of the file.</summary>
    public required IReadOnlyList<SpecError> Errors { get; init; }

    /// <summary>In the order of the file. They do not make a spec invalid.</summary>
    public required IReadOnlyList<SpecError> Warnings { get; init; }

    [MemberNotNullWhen(true, nameof(Spec))]
    public bool IsValid => Spec is not null;
}
