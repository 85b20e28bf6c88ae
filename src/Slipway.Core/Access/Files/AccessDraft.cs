using Slipway.Core.Access.Identity;

namespace Slipway.Core.Access.Files;

/// <summary>An access file as written.</summary>
internal sealed record AccessDraft
{
    public IReadOnlyList<AccessRole> Roles { get; init; } = [];

    public IReadOnlyList<AccessBinding> Bindings { get; init; } = [];

    public AccessDefault Default { get; init; }

    public IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Aliases { get; init; } = [];

    public IdentitySpec Identity { get; init; } = new();

    public AccessPolicy ToPolicy() => new(Roles, Bindings, Default, Aliases.ToDictionary(a => a.Key, a => a.Value));
}
