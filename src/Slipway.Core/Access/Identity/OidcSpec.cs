namespace Slipway.Core.Access.Identity;

/// <summary>An OpenID Connect provider whose tokens prove who somebody is. It is trusted with every name and group that it gives.</summary>
public sealed record OidcSpec
{
    public static readonly IReadOnlyList<SigningAlgorithm> StandardAlgorithms = [SigningAlgorithm.RS256, SigningAlgorithm.ES256, SigningAlgorithm.PS256];

    /// <summary>As its tokens have it in <c>iss</c>, character for character: an https address, or http on this machine.</summary>
    public required string Issuer { get; init; }

    /// <summary>At least one of them is in a token's <c>aud</c>.</summary>
    public required IReadOnlyList<string> Audience { get; init; }

    /// <summary>What a token may be signed with; at least one.</summary>
    public IReadOnlyList<SigningAlgorithm> Algorithms { get; init; } = StandardAlgorithms;

    /// <summary>By how much the provider's clock may differ from ours; 0 to 10 minutes.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The claim with the person's name; dots lead into objects where no claim has that very name.</summary>
    public string Name { get; init; } = "sub";

    /// <summary>The claim with the groups, a list or a single text, found as <see cref="Name"/>. A token without it has none.</summary>
    public string Groups { get; init; } = "groups";

    /// <summary>Claims that have to have a value, found as <see cref="Name"/>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Require { get; init; } = [];
}
