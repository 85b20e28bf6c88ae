namespace Slipway.Core.Specs.Model;

/// <summary>A connection can be opened.</summary>
public sealed record TcpItemCheck : ItemCheck
{
    public const string Kind = "tcp";

    /// <summary><c>host:port</c>.</summary>
    public required string Address { get; init; }

    public override string Name => Kind;
}
