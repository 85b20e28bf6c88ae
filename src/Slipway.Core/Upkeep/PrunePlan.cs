using Slipway.Core.Audit;

namespace Slipway.Core.Upkeep;

/// <summary>What may be removed.</summary>
/// <param name="Before">What is younger stays.</param>
/// <param name="From">Where the chain begins now.</param>
/// <param name="Through">The last event that may go; the same as <paramref name="From"/> when none may.</param>
/// <param name="Rollouts">How many of them go with it.</param>
/// <param name="Environments">Streams of environments, and that of the tokens, that lose their first events: what they came to is carried on.</param>
/// <param name="HeldBy">What keeps all that is younger than <paramref name="Through"/>, in words; null when it is its age.</param>
public sealed record PrunePlan(DateTimeOffset Before, ChainHead From, ChainHead Through, int Rollouts, IReadOnlyList<string> Environments, string? HeldBy)
{
    public long Events => Through.Position - From.Position;
}
