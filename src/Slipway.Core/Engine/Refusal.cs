using Slipway.Core.Specs;

namespace Slipway.Core.Engine;

/// <summary>Why a request was not accepted. Nothing was changed.</summary>
/// <param name="Message">What was wrong, where, and what to do.</param>
/// <param name="Rollout">The rollout that stands in the way.</param>
/// <param name="Errors">Each fault of a spec, with its line.</param>
public sealed record Refusal(RefusalKind Kind, string Message, string? Rollout, IReadOnlyList<SpecError> Errors)
{
    public static Refusal Of(RefusalKind kind, string message, string? rollout = null) => new(kind, message, rollout, []);
}
