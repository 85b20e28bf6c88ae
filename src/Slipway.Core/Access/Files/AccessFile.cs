using System.Diagnostics.CodeAnalysis;
using Slipway.Core.Access.Identity;
using Slipway.Core.Specs;

namespace Slipway.Core.Access.Files;

/// <summary>An access file that was read: the policy, or everything that is wrong with it; warnings with either.</summary>
public sealed record AccessFile
{
    /// <summary>Null exactly when there are errors.</summary>
    public AccessPolicy? Policy { get; init; }

    /// <summary>Who else may say who somebody is; nobody where there are errors.</summary>
    public IdentitySpec Identity { get; init; } = new();

    /// <summary>In the order of the file.</summary>
    public required IReadOnlyList<SpecError> Errors { get; init; }

    /// <summary>In the order of the file: rules that can never match, and names that hide others.</summary>
    public required IReadOnlyList<SpecError> Warnings { get; init; }

    [MemberNotNullWhen(true, nameof(Policy))]
    public bool IsValid => Policy is not null;
}
