using System.Diagnostics.CodeAnalysis;
using Slipway.Core.Git.Model;
using Slipway.Core.Specs;

namespace Slipway.Core.Git;

/// <summary>A <c>git.yaml</c> that was read: the valid one, or everything that is wrong with it.</summary>
public sealed record GitResult
{
    /// <summary>Null exactly when there are errors.</summary>
    public GitFile? File { get; init; }

    /// <summary>In the order of the file.</summary>
    public required IReadOnlyList<SpecError> Errors { get; init; }

    [MemberNotNullWhen(true, nameof(File))]
    public bool IsValid => File is not null;
}
