using Slipway.Contracts.Requests;

namespace Slipway.Contracts.Views;

/// <summary>Who the server takes the caller for.</summary>
public sealed record CallerView
{
    /// <summary>The name that counts, whatever alias was used.</summary>
    public required string Name { get; init; }

    public required IReadOnlyList<string> Groups { get; init; }

    /// <summary>What the caller came by: <c>local</c>, <c>token 3f9c01ab77de</c>, <c>oidc</c>.</summary>
    public required string Credential { get; init; }

    /// <summary>Roles that the caller has somewhere.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>What the credential is narrowed to; null: to nothing.</summary>
    public IReadOnlyList<ScopeRule>? Scope { get; init; }
}
