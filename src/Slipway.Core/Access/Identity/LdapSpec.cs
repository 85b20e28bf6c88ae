namespace Slipway.Core.Access.Identity;

/// <summary>A directory that knows people and their passwords. A person is searched (<see cref="People"/>), or the name makes the entry's name (<see cref="Direct"/>).</summary>
public sealed record LdapSpec
{
    /// <summary>Stands for the name that somebody typed.</summary>
    public const string User = "user";

    /// <summary>Stands for the distinguished name of the person's entry.</summary>
    public const string Dn = "dn";

    /// <summary>Asked in this order until one answers; <c>ldaps</c> or <c>ldap</c>, the latter with <see cref="StartTls"/> or on this machine.</summary>
    public required IReadOnlyList<Uri> Servers { get; init; }

    /// <summary>Whether <c>ldap</c> connections are encrypted before anything else is said.</summary>
    public bool StartTls { get; init; }

    /// <summary>A PEM file of the certificates that are trusted in place of the system's, absolute or relative to the file that names it; null: the system's.</summary>
    public string? Ca { get; init; }

    /// <summary>As whom entries are searched; null: as nobody, or in <see cref="Direct"/> as the person.</summary>
    public LdapAccount? Account { get; init; }

    public LdapPeople? People { get; init; }

    /// <summary>The distinguished name of a person's entry, with <c>{user}</c> in it.</summary>
    public string? Direct { get; init; }

    /// <summary>The attribute with the person's name, as the directory spells it. Of several values, the first in ordinal order.</summary>
    public string Name { get; init; } = "uid";

    /// <summary>Null: no groups.</summary>
    public LdapGroups? Groups { get; init; }

    /// <summary>For all that is asked of one server; up to a minute.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For how long a password that was right is not asked again: as long may somebody go on who was removed. 0 to 10 minutes.</summary>
    public TimeSpan Remember { get; init; } = TimeSpan.FromMinutes(1);
}
