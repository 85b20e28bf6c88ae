using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Slipway.Kubernetes.Client.Access;

/// <summary>Reads client certificates, with those between them and their authority.</summary>
internal static class ClientCertificate
{
    /// <exception cref="System.Security.Cryptography.CryptographicException">It is not PEM, or the key is not the certificate's.</exception>
    /// <exception cref="ArgumentException">It is not PEM, or the key is not the certificate's.</exception>
    public static SslStreamCertificateContext Read(string certificate, string key)
    {
        var leaf = X509Certificate2.CreateFromPem(certificate, key);
        var all = new X509Certificate2Collection();
        all.ImportFromPem(certificate);
        all.RemoveAt(0);
        return SslStreamCertificateContext.Create(leaf, all, offline: true);
    }
}
