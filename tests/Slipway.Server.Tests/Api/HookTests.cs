using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Shouldly;
using Slipway.Contracts;
using Slipway.Contracts.Problems;
using Slipway.Contracts.Views;
using Slipway.Core.Notices;
using Slipway.Core.Notices.Model;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Server.Tests.Api;

/// <summary>Requests without an account: what holds is acted on once, all else is refused and recorded.</summary>
public sealed class HookTests : IAsyncLifetime
{
    private const string Key = "a key of thirty-two bytes or more";

    private const string Version = """{"version":"1.0.0","commit":"4be1c9","branch":"main"}""";

    private readonly HttpClient _http = new();

    private readonly ApiServer _server = new()
    {
        Notices = new NoticesFile
        {
            Inbound = [new InboundHook { Name = "ci", Secret = new SecretSource { Env = "CI" }, Deploy = new EnvironmentKey("storefront", "quick") }],
        },
        Secret = _ => Key,
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_signed_request_deploys_as_the_hook_and_a_replay_of_it_does_nothing()
    {
        using var request = Signed(Version);
        var answer = await _http.SendAsync(request, Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var rollout = JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(Cancel), SlipwayJson.Default.RolloutView)!;
        (rollout.Version, rollout.Environment, rollout.StartedBy, rollout.Reason).ShouldBe(("1.0.0", "quick", "hook/ci", "commit 4be1c9 of main"));

        var again = new HttpRequestMessage(HttpMethod.Post, request.RequestUri) { Content = Json(Version) };
        foreach (var name in new[] { NoticeSignature.Header, NoticeSignature.TimestampHeader })
            again.Headers.Add(name, request.Headers.GetValues(name));
        (await RefusedAsync(again)).ShouldContain("was received before");

        // The same signature in other letters is the same one.
        var louder = new HttpRequestMessage(HttpMethod.Post, request.RequestUri) { Content = Json(Version) };
        louder.Headers.Add(NoticeSignature.TimestampHeader, request.Headers.GetValues(NoticeSignature.TimestampHeader));
        louder.Headers.Add(NoticeSignature.Header, "sha256=" + request.Headers.GetValues(NoticeSignature.Header).Single()["sha256=".Length..].ToUpperInvariant());
        louder.Headers.Add(NoticeSignature.IdHeader, "another");
        (await RefusedAsync(louder)).ShouldContain("was received before");

        (await _server.SlipwayAsync("history", "-o", "json")).Out.Split("\"id\"").Length.ShouldBe(2);
        var events = (await _server.SlipwayAsync("events", "-o", "json")).Out;
        events.ShouldContain("hook.received");
        events.ShouldContain("hook.refused");
        events.ShouldNotContain(Key);
    }

    [Theory]
    [InlineData(0, true, "changed", "is wrongly signed")]
    [InlineData(0, false, null, "is not signed")]
    [InlineData(-600, true, null, "another time")]
    [InlineData(600, true, null, "another time")]
    public async Task What_is_unsigned_wrongly_signed_or_stale_is_refused_and_recorded(int seconds, bool signed, string? changed, string says)
    {
        using var request = Signed(Version, TimeProvider.System.GetUtcNow().AddSeconds(seconds));
        if (!signed)
            request.Headers.Remove(NoticeSignature.Header);
        if (changed is not null)
            request.Content = Json(Version.Replace("1.0.0", "6.6.6", StringComparison.Ordinal));
        (await RefusedAsync(request)).ShouldContain(says);
        (await _server.SlipwayAsync("history", "-o", "json")).Out.Trim().ShouldBe("[]");
        (await _server.SlipwayAsync("events")).Out.ShouldContain("was refused");
    }

    [Fact]
    public async Task A_timestamp_that_is_no_time_and_a_body_that_is_too_large_are_refused()
    {
        using var odd = Signed(Version);
        odd.Headers.Remove(NoticeSignature.TimestampHeader);
        odd.Headers.Add(NoticeSignature.TimestampHeader, "99999999999999999999");
        (await RefusedAsync(odd)).ShouldContain("no time");
        using var large = Signed(new string(' ', 65_537));
        (await _http.SendAsync(large, Cancel)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_signed_body_that_asks_for_something_else_is_invalid_and_a_hook_that_is_not_there_not_found()
    {
        using var other = Signed("""{"version":"1.0.0","environment":"watched"}""");
        (await _http.SendAsync(other, Cancel)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var nowhere = Signed(Version, hook: "cd");
        (await _http.SendAsync(nowhere, Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private HttpRequestMessage Signed(string body, DateTimeOffset? at = null, string hook = "ci")
    {
        var seconds = (at ?? TimeProvider.System.GetUtcNow()).ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_server.Url, $"api/v1/hooks/{hook}")) { Content = Json(body) };
        request.Headers.Add(NoticeSignature.TimestampHeader, seconds.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(NoticeSignature.Header, NoticeSignature.Sign(Key, seconds, Encoding.UTF8.GetBytes(body)));
        return request;
    }

    private async Task<string> RefusedAsync(HttpRequestMessage request)
    {
        var answer = await _http.SendAsync(request, Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var problem = JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(Cancel), SlipwayJson.Default.Problem)!;
        problem.Code.ShouldBe(ProblemCodes.Denied);
        return problem.Detail!;
    }
}
