using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Slipway.Adapters.Tests.Integrations.Notices;

/// <summary>While it is there, one certificate more holds. The mail client of the base library knows no other way to say so.</summary>
internal sealed class TrustedCertificate : IDisposable
{
    public TrustedCertificate(X509Certificate2 certificate) =>
        ServicePointManager.ServerCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString();

    public void Dispose() => ServicePointManager.ServerCertificateValidationCallback = null;
}
