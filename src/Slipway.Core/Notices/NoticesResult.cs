using System.Diagnostics.CodeAnalysis;
using Slipway.Core.Notices.Model;
using Slipway.Core.Specs;

namespace Slipway.Core.Notices;

/// <summary>A <c>notices.yaml</c> that was read: the valid one, or everything that is wrong with it; warnings with either.</summary>
public sealed record NoticesResult
{
    /// <summary>Null exactly when there are errors.</summary>
    public NoticesFile? File { get; init; }

    /// <summary>In the order of the file.</summary>
    public required IReadOnlyList<SpecError> Errors { get; init; }

    /// <summary>In the order of the file. They do not make it invalid.</summary>
    public required IReadOnlyList<SpecError> Warnings { get; init; }

    [MemberNotNullWhen(true, nameof(File))]
    public bool IsValid => File is not null;
}
