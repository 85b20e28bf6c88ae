namespace Slipway.Core.Access.Identity;

/// <summary>How a person's entry is found.</summary>
public sealed record LdapPeople
{
    /// <summary>Entries at and below it.</summary>
    public required string Base { get; init; }

    /// <summary>With <c>{user}</c> in it.</summary>
    public LdapFilter Filter { get; init; } = LdapFilterText.Parse("(uid={user})", LdapSpec.User);
}
