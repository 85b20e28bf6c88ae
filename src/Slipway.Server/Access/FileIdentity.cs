using Microsoft.Extensions.Logging;
using Slipway.Core.Access.Identity;
using Slipway.Core.Ports;
using Slipway.Integrations.Identity.Ldap;
using Slipway.Integrations.Identity.Oidc;

namespace Slipway.Server.Access;

/// <summary>Knows people by the providers and the directory that the access file names, as it is now.</summary>
internal sealed class FileIdentity(Policies policies, TimeProvider time, ILoggerFactory loggers) : IIdentitySource, IAsyncDisposable
{
    private readonly OidcIdentity _oidc = new([], time, loggers.CreateLogger<OidcIdentity>());
    private readonly Lock _gate = new();
    private IdentitySpec _spec = new();
    private LdapIdentity? _ldap;

    public string Name => "access file";

    public Task<IdentityAnswer> AuthenticateAsync(Credential credential, CancellationToken cancellation)
    {
        var ldap = Renew();
        return credential switch
        {
            Credential.Bearer => _oidc.AuthenticateAsync(credential, cancellation),
            _ when ldap is not null => ldap.AuthenticateAsync(credential, cancellation),
            _ => Task.FromResult(IdentityAnswer.NotMine),
        };
    }

    public async ValueTask DisposeAsync()
    {
        _oidc.Dispose();
        if (_ldap is not null)
            await _ldap.DisposeAsync();
    }

    /// <summary>The keys of providers go on over changes of the file; what is remembered of a directory does not.</summary>
    private LdapIdentity? Renew()
    {
        lock (_gate)
        {
            var spec = policies.Identity;
            if (spec == _spec)
                return _ldap;
            _spec = spec;
            _oidc.Trust(spec.Oidc);
            _ = _ldap?.DisposeAsync().AsTask();
            return _ldap = spec.Ldap is null ? null : new LdapIdentity(spec.Ldap, policies.Folder, policies.Secrets.Read, time, loggers.CreateLogger<LdapIdentity>());
        }
    }
}
