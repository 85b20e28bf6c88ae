using Slipway.Core.Notices.Model;

namespace Slipway.Core.Git.Model;

/// <summary>A <c>git.yaml</c>: the repositories that a server follows.</summary>
public sealed record GitFile
{
    /// <summary>By their names, which differ.</summary>
    public IReadOnlyList<GitRepository> Repositories { get; init; } = [];

    public static GitFile Nothing { get; } = new();

    /// <summary>All secrets that it refers to.</summary>
    public IEnumerable<SecretSource> Secrets => [.. WebhookSecrets, .. Repositories.Select(r => r.Login?.Password).OfType<SecretSource>()];

    /// <summary>Those that sign.</summary>
    public IEnumerable<SecretSource> WebhookSecrets => Repositories.Select(r => r.Webhook?.Secret).OfType<SecretSource>();
}
