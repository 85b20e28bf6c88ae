using System.Net.Security;

namespace Slipway.Kubernetes.Client.Access;

/// <summary>What a client shows the server to say who it is.</summary>
/// <param name="authorization">The header's value; null for none.</param>
/// <param name="certificate">For the TLS handshake; null for none. The same one as long as it is the same certificate.</param>
internal sealed class Presented(string? authorization, SslStreamCertificateContext? certificate)
{
    public string? Authorization => authorization;

    public SslStreamCertificateContext? Certificate => certificate;
}
