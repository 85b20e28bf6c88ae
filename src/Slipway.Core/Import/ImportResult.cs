using System.Diagnostics.CodeAnalysis;
using Slipway.Core.Specs;
using Slipway.Core.Specs.Model;

namespace Slipway.Core.Import;

/// <summary>What manifests became: a spec that validates, or everything that stands in its way.</summary>
public sealed record ImportResult
{
    /// <summary>The text of a <c>slipway.yaml</c>, with each note as a comment at its key. Null exactly when there are errors.</summary>
    public string? Text { get; init; }

    /// <summary>The same, read.</summary>
    public AppSpec? Spec { get; init; }

    /// <summary>In the order of the files.</summary>
    public required IReadOnlyList<ImportNote> Notes { get; init; }

    /// <summary>In the order of the files. Each names its file, except what concerns all of them.</summary>
    public required IReadOnlyList<SpecError> Errors { get; init; }

    [MemberNotNullWhen(true, nameof(Text), nameof(Spec))]
    public bool IsDone => Text is not null;
}
