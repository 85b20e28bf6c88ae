using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Slipway.Testing.Kubernetes;

namespace Slipway.Kubernetes.Tests.Targets;

/// <summary>An admission webhook of the cluster that refuses one kind of objects in one namespace.</summary>
internal sealed class RefusingWebhook : IAsyncDisposable
{
    public const string Words = "images of this registry are not allowed on a Friday";

    private const string Configurations = "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations";

    private readonly Cluster _cluster;
    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate;
    private readonly string _name;

    private RefusingWebhook(Cluster cluster, WebApplication app, X509Certificate2 certificate, string name) =>
        (_cluster, _app, _certificate, _name) = (cluster, app, certificate, name);

    /// <param name="group">Empty for the core group.</param>
    /// <param name="plural">Which objects.</param>
    public static async Task<RefusingWebhook> StartAsync(Cluster cluster, string ns, string group, string plural, CancellationToken cancellation)
    {
        var certificate = SelfSigned();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var app = builder.Build();
        app.Run(RefuseAsync);
        await app.StartAsync(cancellation);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

        var hook = new RefusingWebhook(cluster, app, certificate, $"refuses-{plural}-{ns}");
        await cluster.Api.PatchAsync($"/api/v1/namespaces/{ns}", JsonNode.Parse($$"""{ "metadata": { "labels": { "refuses": "{{ns}}" } } }""")!.AsObject(), cancellation);
        await cluster.Api.PostAsync(Configurations, JsonNode.Parse($$"""
            {
              "apiVersion": "admissionregistration.k8s.io/v1", "kind": "ValidatingWebhookConfiguration", "metadata": { "name": "{{hook._name}}" },
              "webhooks": [{
                "name": "friday.example.test", "sideEffects": "None", "admissionReviewVersions": ["v1"],
                "clientConfig": { "url": "{{address}}/", "caBundle": "{{Convert.ToBase64String(Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()))}}" },
                "namespaceSelector": { "matchLabels": { "refuses": "{{ns}}" } },
                "rules": [{ "apiGroups": ["{{group}}"], "apiVersions": ["v1"], "operations": ["CREATE", "UPDATE"], "resources": ["{{plural}}"] }]
              }]
            }
            """)!.AsObject(), cancellation);
        return hook;
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.Api.DeleteAsync($"{Configurations}/{_name}", graceSeconds: null, CancellationToken.None);
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    private static async Task RefuseAsync(HttpContext context)
    {
        var review = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
        var answer = new JsonObject
        {
            ["apiVersion"] = "admission.k8s.io/v1",
            ["kind"] = "AdmissionReview",
            ["response"] = new JsonObject
            {
                ["uid"] = review["request"]!["uid"]!.DeepClone(),
                ["allowed"] = false,
                ["status"] = new JsonObject { ["message"] = Words },
            },
        };
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ToJsonString());
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=webhook of a test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
    }
}
