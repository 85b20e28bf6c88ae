using System.Net.Security;

namespace Slipway.Kubernetes.Client.Access;

/// <summary>What a client shows the server to say who it is.</summary>
/// <param name="authorization">The header's value; null for none.</param>
/// <param name="certificate">For the TLS handshake; null for none.</param>
internal sealed class Presented(string? authorization, SslStreamCertificateContext? certificate)
{
    public static Presented Nothing { get; } = new(null, null);

    public string? Authorization => authorization;

    public SslStreamCertificateContext? Certificate => certificate;

    public bool IsSameAs(Presented other) =>
        authorization == other.Authorization && certificate?.TargetCertificate.Thumbprint == other.Certificate?.TargetCertificate.Thumbprint;
}
