namespace Slipway.Core.Ports;

/// <summary>What a request brings to prove who asks. Its text says the kind alone: a secret is in no log by mistake.</summary>
public abstract record Credential
{
    private Credential()
    {
    }

    /// <param name="Token">As the header <c>Authorization: Bearer</c> has it.</param>
    public sealed record Bearer(string Token) : Credential
    {
        public override string ToString() => "a bearer token";
    }

    /// <param name="User">As typed. Neither trimmed nor checked.</param>
    /// <param name="Password">As typed; may be empty.</param>
    public sealed record Basic(string User, string Password) : Credential
    {
        public override string ToString() => "a user name and a password";
    }
}
