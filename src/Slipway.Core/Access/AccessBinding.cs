namespace Slipway.Core.Access;

/// <summary>Gives roles to a person or to all of a group: one of the two is there.</summary>
public sealed record AccessBinding
{
    /// <summary>A person's name or one of the aliases.</summary>
    public string? Subject { get; init; }

    public string? Group { get; init; }

    /// <summary>Names of roles; at least one.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    public override string ToString() => Subject is null ? $"group {Group}" : $"subject {Subject}";
}
