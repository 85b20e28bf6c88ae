using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Core.Ports;
using Slipway.Integrations.Images;
using Slipway.Testing;
using Xunit;

namespace Slipway.Adapters.Tests.Images;

public sealed class ImageArtifactsTests : IDisposable
{
    private const string Sha = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slipway-images-");
    private readonly HttpClient _http = ImageArtifacts.CreateClient();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Logins => Path.Combine(_folder.FullName, "config.json");

    private ImageArtifacts Images => new(_http, new RegistryLogins(Logins));

    public void Dispose()
    {
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_tag_has_the_digest_that_the_registry_has_now()
    {
        await using var registry = await DockerRegistry.StartAsync(auth: null, Cancel);
        var first = await registry.PushAsync("team/shop", "1.2.3", "first", Cancel);
        (await Images.DigestAsync($"{registry.Host}/team/shop:1.2.3", Cancel)).ShouldBe(first);

        var second = await registry.PushAsync("team/shop", "1.2.3", "second", Cancel);
        second.ShouldNotBe(first);
        (await Images.DigestAsync($"{registry.Host}/team/shop:1.2.3", Cancel)).ShouldBe(second);
        (await Images.DigestAsync($"{registry.Host}/team/shop:9.9.9", Cancel)).ShouldBeNull();
        (await Images.DigestAsync($"{registry.Host}/team/other:1.2.3", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task An_image_that_names_its_digest_is_not_looked_up() =>
        (await Images.DigestAsync($"127.0.0.1:1/shop:1.2.3@{Sha}", Cancel)).ToString().ShouldBe(Sha);

    [Fact]
    public async Task A_registry_that_is_not_there_is_named_with_the_way_around_it()
    {
        var fault = await Should.ThrowAsync<PortUnavailableException>(() => Images.DigestAsync("127.0.0.1:1/shop:1.2.3", Cancel));
        fault.Message.ShouldStartWith("the registry 127.0.0.1:1 cannot be reached: ");
        fault.Message.ShouldEndWith("deploy VERSION@sha256:… where it need not be asked");
    }

    [Fact]
    public async Task Logins_that_cannot_be_read_are_named_without_what_is_in_them()
    {
        await File.WriteAllTextAsync(Logins, """{ "auths": { "127.0.0.1:1": { "auth": "s3cr3t!" } } }""", Cancel);
        var fault = await Should.ThrowAsync<PortUnavailableException>(() => Images.DigestAsync("127.0.0.1:1/shop:1.2.3", Cancel));
        fault.Message.ShouldBe($"the logins in {Logins} cannot be read: one is not base64 of USER:PASSWORD");
    }

    [Fact]
    public async Task A_registry_that_wants_a_token_gets_one_for_the_login_that_is_kept_and_for_no_other()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=tokens", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        var root = Path.Combine(_folder.FullName, "root.pem");
        await File.WriteAllTextAsync(root, certificate.ExportCertificatePem(), Cancel);
        using var office = new TokenOffice(certificate, "builder", "s3cr3t");
        await using var registry = await DockerRegistry.StartAsync($"{{ token: {{ realm: \"{office.Address}\", service: registry, issuer: tokens, rootcertbundle: \"{root}\" }} }}", Cancel);
        var image = $"{registry.Host}/shop:1.2.3";

        var refused = await Should.ThrowAsync<PortUnavailableException>(() => Images.DigestAsync(image, Cancel));
        refused.Message.ShouldBe($"the registry {registry.Host} does not let the server read shop: put a login into {Logins}, as docker login does");

        await File.WriteAllTextAsync(Logins, new JsonObject
        {
            ["auths"] = new JsonObject { [registry.Host] = new JsonObject { ["auth"] = Convert.ToBase64String(Encoding.UTF8.GetBytes("builder:s3cr3t")) } },
        }.ToJsonString(), Cancel);
        (await Images.DigestAsync(image, Cancel)).ShouldBeNull("the login is good, and nothing is there");
    }

    /// <summary>Gives out tokens as the registry wants them, to one login.</summary>
    private sealed class TokenOffice : IDisposable
    {
        private readonly HttpListener _listener = new();

        public TokenOffice(X509Certificate2 certificate, string user, string password)
        {
            using (var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                free.Start();
                Address = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/token/");
            }

            _listener.Prefixes.Add(Address.ToString());
            _listener.Start();
            _ = Task.Run(() => ServeAsync(certificate, $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}"));
        }

        public Uri Address { get; }

        public void Dispose() => _listener.Close();

        private async Task ServeAsync(X509Certificate2 certificate, string authorization)
        {
            while (_listener.IsListening)
            {
                HttpListenerContext context;
                try
                {
                    context = await _listener.GetContextAsync();
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }

                context.Response.StatusCode = context.Request.Headers["Authorization"] == authorization ? 200 : 401;
                if (context.Response.StatusCode == 200)
                {
                    var scope = context.Request.QueryString["scope"]!.Split(':');
                    await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes($$"""{"token":"{{Token(certificate, context.Request.QueryString["service"]!, scope[1])}}"}"""));
                }

                context.Response.Close();
            }
        }

        private static string Token(X509Certificate2 certificate, string service, string repository)
        {
            var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
            var signed = Encode(new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT", ["x5c"] = new JsonArray(Convert.ToBase64String(certificate.RawData)) }) + "."
                + Encode(new JsonObject
                {
                    ["iss"] = "tokens",
                    ["aud"] = service,
                    ["nbf"] = now - 10,
                    ["exp"] = now + 600,
                    ["access"] = new JsonArray(new JsonObject { ["type"] = "repository", ["name"] = repository, ["actions"] = new JsonArray("pull") }),
                });
            return $"{signed}.{Base64(certificate.GetRSAPrivateKey()!.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
        }

        private static string Encode(JsonObject json) => Base64(Encoding.UTF8.GetBytes(json.ToJsonString()));

        private static string Base64(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
    }
}
