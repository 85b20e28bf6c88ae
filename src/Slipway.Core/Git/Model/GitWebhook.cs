using Slipway.Core.Notices.Model;

namespace Slipway.Core.Git.Model;

/// <summary>Lets the repository's host say that there is something new.</summary>
public sealed record GitWebhook
{
    /// <summary>Key of the signatures, or the token itself where the host sends that.</summary>
    public required SecretSource Secret { get; init; }
}
