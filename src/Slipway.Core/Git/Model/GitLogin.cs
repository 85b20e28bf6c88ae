using Slipway.Core.Notices.Model;

namespace Slipway.Core.Git.Model;

/// <summary>Who reads and writes a repository over https.</summary>
public sealed record GitLogin
{
    public string User { get; init; } = "git";

    /// <summary>A password or token.</summary>
    public required SecretSource Password { get; init; }
}
