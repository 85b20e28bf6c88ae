using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Shouldly;
using Slipway.Core.Git.Model;
using Slipway.Core.Notices;
using Slipway.Core.Notices.Model;
using Xunit;

namespace Slipway.Server.Tests.Api;

/// <summary>What hosts of repositories send: what holds has the repository looked at, all else is refused.</summary>
public sealed class GitHookTests : IAsyncLifetime
{
    private const string Body = """{"ref":"refs/heads/main"}""";

    private readonly HttpClient _http = new();

    private readonly ApiServer _server = new()
    {
        Git = new GitFile
        {
            Repositories =
            [
                new GitRepository { Name = "deploy", Url = "/srv/deploy.git", Versions = [], Webhook = new GitWebhook { Secret = new SecretSource { Env = "GIT" } } },
                new GitRepository { Name = "quiet", Url = "/srv/quiet.git", Versions = [] },
            ],
        },
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Each_way_in_which_hosts_sign_is_taken_and_asks_once()
    {
        (await SendAsync("deploy", ("X-Hub-Signature-256", GitHub(ApiServer.GitSecret)))).ShouldBe(HttpStatusCode.Accepted);
        (await SendAsync("deploy", ("X-Gitlab-Token", ApiServer.GitSecret))).ShouldBe(HttpStatusCode.Accepted);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        (await SendAsync(
            "deploy", (NoticeSignature.TimestampHeader, now.ToString(CultureInfo.InvariantCulture)), (NoticeSignature.Header, NoticeSignature.Sign(ApiServer.GitSecret, now, Encoding.UTF8.GetBytes(Body)))))
            .ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task What_is_not_signed_or_wrongly_is_refused()
    {
        (await SendAsync("deploy")).ShouldBe(HttpStatusCode.Unauthorized);
        (await SendAsync("deploy", ("X-Hub-Signature-256", GitHub("another secret altogether")))).ShouldBe(HttpStatusCode.Unauthorized);
        (await SendAsync("deploy", ("X-Hub-Signature-256", "sha1=00"))).ShouldBe(HttpStatusCode.Unauthorized);
        (await SendAsync("deploy", ("X-Gitlab-Token", "another"))).ShouldBe(HttpStatusCode.Unauthorized);
        var then = TimeProvider.System.GetUtcNow().AddHours(-1).ToUnixTimeSeconds();
        (await SendAsync(
            "deploy", (NoticeSignature.TimestampHeader, then.ToString(CultureInfo.InvariantCulture)), (NoticeSignature.Header, NoticeSignature.Sign(ApiServer.GitSecret, then, Encoding.UTF8.GetBytes(Body)))))
            .ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("quiet")]
    [InlineData("unknown")]
    public async Task One_without_a_webhook_takes_none(string name) =>
        (await SendAsync(name, ("X-Hub-Signature-256", GitHub(ApiServer.GitSecret)))).ShouldBe(HttpStatusCode.NotFound);

    private static string GitHub(string secret) => "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(Body)));

    private async Task<HttpStatusCode> SendAsync(string name, params IReadOnlyList<(string Name, string Value)> headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_server.Url, $"api/v1/git/{name}/hook")) { Content = new StringContent(Body, Encoding.UTF8, "application/json") };
        foreach (var (header, value) in headers)
            request.Headers.Add(header, value);
        using var answer = await _http.SendAsync(request, Cancel);
        return answer.StatusCode;
    }
}
