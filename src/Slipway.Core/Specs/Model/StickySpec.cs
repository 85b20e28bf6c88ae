namespace Slipway.Core.Specs.Model;

/// <summary>A client stays on the side that it was first given, as long as that side has weight. Exactly one of the two.</summary>
public sealed record StickySpec
{
    /// <summary>Name of the cookie that the gateway sets.</summary>
    public string? Cookie { get; init; }

    /// <summary>Name of a request header whose value decides: the same value, the same side.</summary>
    public string? Header { get; init; }
}
