using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Slipway.Testing.Kubernetes;

/// <summary>The keys and certificates of a control plane: an authority, the API server's certificate, one of an administrator, the key that signs tokens.</summary>
internal sealed class ClusterKeys
{
    private const int SerialBytes = 8;

    private readonly string _folder;

    private ClusterKeys(string folder) => _folder = folder;

    /// <summary>PEM of the authority that the API server's certificate and those of its users come from.</summary>
    public string Authority => Path.Combine(_folder, "authority.pem");

    public string Server => Path.Combine(_folder, "server.pem");

    public string ServerKey => Path.Combine(_folder, "server.key");

    /// <summary>Of the user <c>certified-admin</c> in the group <c>system:masters</c>.</summary>
    public string Admin => Path.Combine(_folder, "admin.pem");

    public string AdminKey => Path.Combine(_folder, "admin.key");

    /// <summary>Signs the tokens of service accounts, and checks them.</summary>
    public string TokenKey => Path.Combine(_folder, "tokens.key");

    public static async Task<ClusterKeys> WriteAsync(string folder, CancellationToken cancellation)
    {
        var keys = new ClusterKeys(folder);
        var now = TimeProvider.System.GetUtcNow();
        var (from, until) = (now.AddDays(-1), now.AddDays(2));

        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=authority of a test", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        authorityRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        using var authority = authorityRequest.CreateSelfSigned(from, until);
        await File.WriteAllTextAsync(keys.Authority, authority.ExportCertificatePem(), cancellation);

        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        names.AddDnsName("kubernetes.default.svc");
        await IssueAsync("CN=kube-apiserver", names.Build(), keys.Server, keys.ServerKey);
        await IssueAsync("CN=certified-admin, O=system:masters", names: null, keys.Admin, keys.AdminKey);

        using var tokenKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // In this form alone the API server also reads it as the public key.
        await File.WriteAllTextAsync(keys.TokenKey, tokenKey.ExportECPrivateKeyPem(), cancellation);
        return keys;

        async Task IssueAsync(string subject, X509Extension? names, string certificateFile, string keyFile)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
            if (names is not null)
                request.CertificateExtensions.Add(names);
            const string serverUse = "1.3.6.1.5.5.7.3.1";
            const string clientUse = "1.3.6.1.5.5.7.3.2";
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(names is null ? clientUse : serverUse)], critical: false));
            using var certificate = request.Create(authority, from, until, RandomNumberGenerator.GetBytes(SerialBytes));
            await File.WriteAllTextAsync(certificateFile, certificate.ExportCertificatePem(), cancellation);
            await File.WriteAllTextAsync(keyFile, key.ExportPkcs8PrivateKeyPem(), cancellation);
        }
    }
}
