using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Shouldly;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Server.Access;
using Slipway.Server.Tests.Api;
using Slipway.Server.Tests.Cli;
using Slipway.Testing.Ldap;
using Xunit;

namespace Slipway.Server.Tests.Access;

/// <summary>From a provider's token, or a directory's password, to what its groups may do.</summary>
public sealed class FileIdentityTests : IAsyncLifetime
{
    private const string Bindings = "bindings: [{ group: release, roles: [developer] }]\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slipway-identity-");
    private readonly RSA _key = RSA.Create(2048);
    private readonly ApiServer _server;
    private WebApplication _provider = null!;

    public FileIdentityTests() => _server = new ApiServer { Policies = new Policies(AccessFile) };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string AccessFile => Path.Combine(_folder.FullName, "access.yaml");

    private string Issuer => _provider.Urls.Single();

    private string Oidc => $"oidc: [{{ issuer: \"{Issuer}\", audience: [slipway] }}]\n";

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _provider = builder.Build();
        _provider.MapGet("/.well-known/openid-configuration", context => context.Response.WriteAsync(new JsonObject { ["issuer"] = Issuer, ["jwks_uri"] = $"{Issuer}/keys" }.ToJsonString()));
        _provider.MapGet("/keys", context => context.Response.WriteAsync(new JsonObject { ["keys"] = new JsonArray(PublicKey()) }.ToJsonString()));
        await _provider.StartAsync(Cancel);
        await _server.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _provider.DisposeAsync();
        _key.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_token_of_the_provider_lets_its_group_do_what_is_bound_to_it()
    {
        await SayAsync(Oidc + Bindings);
        var me = await WhoAmIAsync(_server.Terminal(Token("release")));
        (me.Name, me.Groups.Single(), me.Roles.Single(), me.Credential).ShouldBe(("alice", "release", "developer", $"oidc {new Uri(Issuer).Authority}"));
        (await _server.Terminal(Token("release")).RunAsync("access", "check", "--do", "deploy", "--on", "storefront/quick")).ShouldBe(ExitCodes.Done);
        (await _server.Terminal(Token("sales")).RunAsync("access", "check", "--do", "deploy", "--on", "storefront/quick")).ShouldBe(ExitCodes.Denied);
        (await _server.Terminal(Token("sales")).RunAsync("deploy", "--version", "1.0", "--env", "quick", "--app", "storefront")).ShouldBe(ExitCodes.Denied);
    }

    [Fact]
    public async Task A_provider_counts_from_when_the_file_names_it_until_it_does_not()
    {
        await SayAsync(Bindings);
        (await _server.Terminal(Token("release")).RunAsync("whoami")).ShouldBe(ExitCodes.Denied);
        await SayAsync(Oidc + Bindings);
        (await _server.Terminal(Token("release")).RunAsync("whoami")).ShouldBe(ExitCodes.Done);
        await _provider.StopAsync(Cancel);
        await SayAsync(Oidc + Bindings + "default: viewer\n");
        (await _server.Terminal(Token("release")).RunAsync("whoami")).ShouldBe(ExitCodes.Done);
        await SayAsync(Bindings);
        (await _server.Terminal(Token("release")).RunAsync("whoami")).ShouldBe(ExitCodes.Denied);
    }

    [Fact]
    public async Task A_token_that_is_refused_is_told_why_and_not_repeated()
    {
        await SayAsync(Oidc + Bindings);
        var late = Token("release", TimeSpan.FromHours(-3));
        var test = _server.Terminal(late);
        (await test.RunAsync("whoami")).ShouldBe(ExitCodes.Denied);
        test.Error.ShouldContain("expired 3 h ago");
        late.Split('.').ShouldNotContain(part => test.Error.Contains(part));
    }

    [Fact]
    public async Task A_password_of_the_directory_lets_its_group_do_what_is_bound_to_it()
    {
        SlapdServer.SkipUnlessInstalled();
        await using var slapd = await SlapdServer.StartAsync("""
            dn: dc=example,dc=org
            objectClass: dcObject
            objectClass: organization
            o: example

            dn: uid=alice,dc=example,dc=org
            objectClass: inetOrgPerson
            cn: x
            sn: x
            uid: alice
            userPassword: correct horse

            dn: cn=release,dc=example,dc=org
            objectClass: groupOfNames
            member: uid=alice,dc=example,dc=org

            """, "access to * by * read", Cancel);
        await SayAsync($$"""
            ldap:
              servers: ["{{slapd.Plain.ToString().TrimEnd('/')}}"]
              people: { base: "dc=example,dc=org" }
              groups: { base: "dc=example,dc=org", filter: "(member={dn})" }
            {{Bindings}}
            """);
        var me = await WhoAmIAsync(TerminalOf("ALICE", "correct horse"));
        (me.Name, me.Groups.Single(), me.Roles.Single(), me.Credential).ShouldBe(("alice", "release", "developer", "ldap"));
        var wrong = TerminalOf("alice", "battery staple");
        (await wrong.RunAsync("whoami")).ShouldBe(ExitCodes.Denied);
        wrong.Error.ShouldContain("user name or password is wrong");
        wrong.Error.ShouldNotContain("battery");
        await slapd.StopAsync(Cancel);
        var away = TerminalOf("alice", "battery staple");
        (await away.RunAsync("whoami")).ShouldBe(ExitCodes.Failed);
        away.Error.ShouldContain("the server's log says why");
    }

    [Fact]
    public async Task A_password_is_not_sent_unencrypted_to_another_machine()
    {
        var test = TerminalOf("alice", "correct horse");
        (await test.RunAsync("whoami", "--server", "http://slipway.example.org")).ShouldBe(ExitCodes.Invalid);
        test.Error.ShouldContain("unencrypted");
        (await TerminalOf("alice", "").RunAsync("whoami")).ShouldBe(ExitCodes.Invalid);
    }

    [Fact]
    public async Task A_secret_is_taken_out_of_the_environment()
    {
        const string variable = "SLIPWAY_TEST_LDAP_PASSWORD";
        Environment.SetEnvironmentVariable(variable, "secret");
        await SayAsync($$"""
            ldap:
              servers: ["ldaps://ldap.example.org"]
              account: { dn: "cn=a,dc=x", password: { env: {{variable}} } }
              people: { base: "dc=x" }

            """);
        Environment.GetEnvironmentVariable(variable).ShouldBeNull();
        _server.Policies.Secrets.Read(variable).ShouldBe("secret");
        await SayAsync(await File.ReadAllTextAsync(AccessFile, Cancel) + "default: viewer\n");
        _server.Policies.Secrets.Read(variable).ShouldBe("secret");
    }

    private async Task SayAsync(string yaml)
    {
        await File.WriteAllTextAsync(AccessFile, yaml, Cancel);
        (await _server.Policies.LookAsync(Cancel)).IsGood.ShouldBeTrue();
    }

    private static async Task<CallerView> WhoAmIAsync(TestTerminal test)
    {
        (await test.RunAsync("whoami", "-o", "json")).ShouldBe(ExitCodes.Done, test.Error);
        return JsonSerializer.Deserialize(test.Out, SlipwayJson.Default.CallerView)!;
    }

    private TestTerminal TerminalOf(string user, string password) => new(_folder.FullName, new Dictionary<string, string>
    {
        ["SLIPWAY_SERVER"] = _server.Url.ToString(),
        ["SLIPWAY_USER"] = user,
        ["SLIPWAY_PASSWORD"] = password,
    });

    private JsonObject PublicKey()
    {
        var open = _key.ExportParameters(false);
        return new JsonObject { ["kty"] = "RSA", ["kid"] = "k", ["n"] = Base64Url.EncodeToString(open.Modulus), ["e"] = Base64Url.EncodeToString(open.Exponent) };
    }

    private string Token(string group, TimeSpan? after = null)
    {
        var now = TimeProvider.System.GetUtcNow() + (after ?? TimeSpan.FromMinutes(5));
        var claims = new JsonObject { ["iss"] = Issuer, ["aud"] = "slipway", ["sub"] = "alice", ["groups"] = new JsonArray(group), ["exp"] = now.ToUnixTimeSeconds() };
        var signed = $"{Part("""{"alg":"PS256","kid":"k"}""")}.{Part(claims.ToJsonString())}";
        return $"{signed}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pss))}";

        static string Part(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
    }
}
