namespace Slipway.Core.Gates.Checklists;

/// <summary>Somebody signed an item off.</summary>
public sealed record ItemSigned : ItemAnswered
{
    public required string By { get; init; }

    /// <summary>The role in which they did.</summary>
    public required string Role { get; init; }
}
