namespace Slipway.Simulate;

/// <summary>A deliberate mistake, and how it was found.</summary>
/// <param name="Seeds">Trials that it took; null when it was not found.</param>
/// <param name="By">What gave it away.</param>
internal sealed record MutationFound(string Mutation, string Mistake, int? Seeds, string? By);
