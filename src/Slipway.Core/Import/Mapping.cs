namespace Slipway.Core.Import;

/// <summary>What becomes of a field.</summary>
/// <param name="Field">Its path from <c>spec</c> on; <c>[]</c> stands for the items of a list.</param>
/// <param name="Becomes">The key of an environment that it becomes; null: it has no equal, and is told wherever it occurs.</param>
/// <param name="Here">What Slipway does in place of it, or what is different; a clause that ends with a full stop.</param>
internal sealed record Mapping(string Field, string? Becomes, string Here)
{
    /// <summary>What a person has to decide or do; null: nothing.</summary>
    public string? Decide { get; init; }

    /// <summary>The key of the environment at which it is told.</summary>
    public string Near { get; init; } = "strategy";
}
