namespace Slipway.Core.Ports;

/// <summary>
/// Knows people by one kind of proof: Slipway's tokens, OIDC, LDAP. The server asks one after another until one knows the
/// credential's kind. Asked with each request: a source keeps what it may of slow answers, for no longer than a revocation may take.
/// </summary>
public interface IIdentitySource
{
    /// <summary>Lower case, for messages and the record: <c>token</c>, <c>oidc</c>, <c>ldap</c>.</summary>
    string Name { get; }

    /// <exception cref="PortUnavailableException">Nobody can say now: the provider or the directory does not answer.</exception>
    Task<IdentityAnswer> AuthenticateAsync(Credential credential, CancellationToken cancellation);
}
