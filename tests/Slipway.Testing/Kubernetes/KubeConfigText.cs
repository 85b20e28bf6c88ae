using System.Text;

namespace Slipway.Testing.Kubernetes;

/// <summary>Kubeconfigs with one context, <c>test</c>.</summary>
internal static class KubeConfigText
{
    public static string WithToken(Uri server, string authorityPem, string user, string token) => Text(server, authorityPem, user, $"token: {token}");

    /// <param name="certificatePem">Of the user.</param>
    public static string WithCertificate(Uri server, string authorityPem, string user, string certificatePem, string keyPem) =>
        Text(server, authorityPem, user, $"client-certificate-data: {Base64(certificatePem)}\n    client-key-data: {Base64(keyPem)}");

    private static string Text(Uri server, string authorityPem, string user, string credentials) => $$"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: test
          cluster:
            server: {{server.GetLeftPart(UriPartial.Authority)}}
            certificate-authority-data: {{Base64(authorityPem)}}
        users:
        - name: {{user}}
          user:
            {{credentials}}
        contexts:
        - name: test
          context: { cluster: test, user: {{user}} }
        current-context: test

        """;

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
