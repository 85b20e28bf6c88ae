namespace Slipway.Core.Access.Identity;

/// <summary>How a person's groups are found. Only those below <see cref="Base"/> count: a name elsewhere in the directory may be anybody's.</summary>
public sealed record LdapGroups
{
    public required string Base { get; init; }

    /// <summary>The attribute of a person's entry that has the groups' distinguished names; null: they are searched.</summary>
    public string? Attribute { get; init; }

    /// <summary>Finds the groups of <c>{dn}</c> or <c>{user}</c>; null: the person's entry names them.</summary>
    public LdapFilter? Filter { get; init; }

    /// <summary>The attribute of a group that has its name, where groups are searched.</summary>
    public string Name { get; init; } = "cn";
}
