using Slipway.Core.Access;

namespace Slipway.Core.Ports;

/// <summary>What an identity source says to a credential: who it is, that it is not good and why, or that another source must know.</summary>
public sealed record IdentityAnswer
{
    private IdentityAnswer()
    {
    }

    /// <summary>Null unless the credential was good.</summary>
    public Principal? Principal { get; private init; }

    /// <summary>
    /// Why the credential is not good, and what to do: told to whoever sent it, and recorded. To a stranger it says no more than that;
    /// who proved to hold a real one may learn that it has expired or was revoked. No secret, and nothing that was typed.
    /// </summary>
    public string? Reason { get; private init; }

    /// <summary>The credential is of a kind that this source does not know: ask the next one.</summary>
    public static IdentityAnswer NotMine { get; } = new();

    public static IdentityAnswer Of(Principal principal) => new() { Principal = principal };

    public static IdentityAnswer Refused(string reason) => new() { Reason = reason };
}
