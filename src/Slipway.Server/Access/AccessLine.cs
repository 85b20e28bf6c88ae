namespace Slipway.Server.Access;

/// <summary>What an endpoint asks of who calls it. Each endpoint has one: without it, nobody gets in.</summary>
/// <param name="Action">The action that is checked, where it is always the same.</param>
internal sealed record AccessLine(AccessKind Kind, string? Action = null)
{
    public static AccessLine Open { get; } = new(AccessKind.Open);

    public static AccessLine Peers { get; } = new(AccessKind.Peers);

    public static AccessLine Anyone { get; } = new(AccessKind.Anyone);
}
