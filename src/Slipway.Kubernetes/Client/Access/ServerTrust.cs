using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Slipway.Kubernetes.Client.Access;

/// <summary>How a server proves who it is.</summary>
internal sealed class ServerTrust
{
    /// <summary>Who may have signed its certificate; null for whom the system trusts.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>It need not prove anything.</summary>
    public bool SkipVerification { get; init; }

    /// <summary>The name that its certificate has to carry; null for that of its address.</summary>
    public string? ServerName { get; init; }

    /// <exception cref="KubeException">There is no certificate in it.</exception>
    public static X509Certificate2Collection ReadAuthorities(byte[] pem, string source)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPem(System.Text.Encoding.ASCII.GetString(pem));
        }
        catch (CryptographicException)
        {
            authorities.Clear();
        }

        return authorities.Count > 0
            ? authorities
            : throw new KubeException(0, KubeReasons.Credentials, $"{source}: the certificate authority is no certificate in PEM; copy it from the cluster again");
    }

    /// <param name="host">That of the server's address.</param>
    public SslClientAuthenticationOptions Options(string host, SslStreamCertificateContext? certificate)
    {
        var options = new SslClientAuthenticationOptions { ClientCertificateContext = certificate };
        if (Authorities is not null)
        {
            options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(Authorities);
        }

        options.RemoteCertificateValidationCallback = (_, presented, chain, faults) => SkipVerification || Verify(presented as X509Certificate2, chain, faults, ServerName ?? host);
        return options;
    }

    /// <summary>True, or an exception whose message says why not.</summary>
    private bool Verify(X509Certificate2? presented, X509Chain? chain, SslPolicyErrors faults, string name)
    {
        if (presented is null)
            throw new AuthenticationException("it presents no certificate");
        if (faults.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            throw new AuthenticationException(
                chain is not null && chain.ChainStatus.Any(status => status.Status.HasFlag(X509ChainStatusFlags.NotTimeValid))
                    ? $"its certificate is valid from {presented.NotBefore:u} to {presented.NotAfter:u}; renew it, or set this machine's clock"
                : Authorities is null ? "its certificate is signed by nobody whom this system trusts; name the cluster's authority in 'certificate-authority'"
                : "its certificate is not signed by the authority in 'certificate-authority'; copy that from the cluster again");
        }

        // Names in the subject's CN have not counted for years: only those that the certificate lists as alternatives.
        return presented.MatchesHostname(name, allowWildcards: true, allowCommonName: false)
            ? true
            : throw new AuthenticationException($"its certificate is not for '{name}'; name the server as the certificate does, or set 'tls-server-name' in the kubeconfig");
    }
}
