using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Slipway.Contracts;
using Slipway.Contracts.Problems;
using Slipway.Contracts.Views;
using Slipway.Core.Access;
using Slipway.Core.Engine;
using Slipway.Core.Engine.Tokens;
using Slipway.Server.Access;
using Slipway.Server.Tests.Api;
using Slipway.Server.Tests.EndToEnd.Rig;
using Xunit;

namespace Slipway.Server.Tests.Access;

/// <summary>Who gets in, and what those are told who do not.</summary>
public sealed class AccessGateTests : IAsyncLifetime
{
    private const string Canary = "cafe0000cafe0000cafe0000cafe0000cafe0000cafe0000cafe0000cafe0000";

    private readonly ApiServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public void Each_endpoint_says_who_may_call_it()
    {
        var endpoints = ((IEndpointRouteBuilder)_server.App).DataSources.SelectMany(s => s.Endpoints).ToList();
        endpoints.Count.ShouldBeGreaterThan(30);
        endpoints.Where(e => e.Metadata.GetMetadata<AccessLine>() is null).Select(e => e.DisplayName).ShouldBeEmpty();
        endpoints.Where(e => e.Metadata.GetMetadata<AccessLine>()!.Kind == AccessKind.Open).Select(e => ((RouteEndpoint)e).RoutePattern.RawText)
            .ShouldBe(["/openapi/{documentName}.json", "/health", "/health/detailed", "/live", "/ready", "/status", "/api/v1/hooks/{name}", "/api/v1/git/{name}/hook"], ignoreOrder: true);
    }

    [Fact]
    public async Task Without_a_proof_nobody_gets_in_and_is_told_how()
    {
        var (status, problem) = await GetAsync(null);
        (status, problem!.Code).ShouldBe((HttpStatusCode.Unauthorized, ProblemCodes.Unauthenticated));
        problem.Detail!.ShouldContain("SLIPWAY_TOKEN");
        (await GetAsync(null, "health")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("Bearer slip_0123456789ab_cc", "this is no whole token")]
    [InlineData("Bearer slip_0123456789ab_" + Canary, "this token is not known here")]
    [InlineData("Bearer eyJhbGciOiJSUzI1NiJ9.e30.x", "this is no token that this server knows")]
    [InlineData("Bearer slip_local_" + Canary, "this local credential is of an earlier life of the server")]
    [InlineData("Basic YWxpY2U6c2VjcmV0", "this is no token that this server knows")]
    [InlineData("Basic !", "prove who you are")]
    [InlineData("Negotiate abc", "prove who you are")]
    [InlineData("Bearer", "prove who you are")]
    public async Task A_proof_that_is_not_good_is_refused_with_one_message_that_repeats_nothing_of_it(string authorization, string message)
    {
        var (status, problem) = await GetAsync(authorization);
        status.ShouldBe(HttpStatusCode.Unauthorized);
        problem!.Detail!.ShouldStartWith(message);
        problem.Detail.ShouldNotContain("cafe0000");
    }

    [Fact]
    public async Task A_token_lets_its_person_in_until_it_is_revoked()
    {
        var issued = await IssueAsync(new TokenOrder("alice", null, [AccessRole.ViewerName], null, TimeSpan.FromDays(1)));
        (await GetAsync($"Bearer {issued.Text.Reveal()}")).Status.ShouldBe(HttpStatusCode.OK);
        (await _server.SlipwayAsync("token", "revoke", issued.Token.Id, "--reason", "lost")).Code.ShouldBe(ExitCodes.Done);
        var (status, problem) = await GetAsync($"Bearer {issued.Text.Reveal()}");
        status.ShouldBe(HttpStatusCode.Unauthorized);
        problem!.Detail!.ShouldStartWith("this token was revoked at ");
    }

    [Fact]
    public async Task A_token_ends_by_itself()
    {
        var issued = await IssueAsync(new TokenOrder("alice", null, [AccessRole.ViewerName], null, TimeSpan.FromMilliseconds(1)));
        Problem? problem = null;
        await Poll.UntilAsync(async () => (problem = (await GetAsync($"Bearer {issued.Text.Reveal()}")).Problem) is not null, "the end of the token", Cancel);
        problem!.Detail!.ShouldStartWith("this token expired at ");
    }

    [Fact]
    public async Task A_stream_ends_when_its_token_is_revoked()
    {
        var issued = await IssueAsync(new TokenOrder("alice", null, [AccessRole.ViewerName], null, TimeSpan.FromDays(1)));
        using var http = new HttpClient { BaseAddress = _server.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", issued.Text.Reveal());
        (await _server.SlipwayAsync("deploy", "--version", "1.0.0", "--env", "quick", "--wait", "--timeout", "1m")).Code.ShouldBe(ExitCodes.Done);
        using var answer = await http.GetAsync(new Uri("api/v1/events/watch?after=0", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await Tokens.RevokeAsync(issued.Token.Id, null, "bob", Cancel);
        await Should.ThrowAsync<HttpRequestException>(answer.Content.CopyToAsync(Stream.Null, Cancel).WaitAsync(Poll.Patience, TimeProvider.System, Cancel));
    }

    [Theory]
    [InlineData("api/v1/environments?token=slip_0123456789ab_" + Canary)]
    [InlineData("api/v1/environments?access_token=x")]
    [InlineData("api/v1/environments?app=slip_0123456789ab_" + Canary)]
    [InlineData("api/v1/rollouts/slip_0123456789ab_" + Canary)]
    [InlineData("nowhere?TOKEN=x")]
    public async Task A_token_in_a_URL_is_refused_even_beside_a_good_proof(string path)
    {
        using var http = _server.Client();
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        text.ShouldContain("a token does not belong into a URL");
        text.ShouldNotContain("cafe0000");
    }

    [Fact]
    public async Task A_body_larger_than_any_is_refused_with_a_clear_problem()
    {
        using var http = _server.Client();
        using var body = new StringContent("{\"version\":\"" + new string('x', AccessOptions.MaxBodyBytes) + "\"}", Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/rollouts") { Content = body };

        // Asked first: the server does not read what it refuses.
        request.Headers.ExpectContinue = true;
        using var answer = await http.SendAsync(request, Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain("The body is larger than 4 MiB");
    }

    [Fact]
    public async Task Denials_are_recorded_one_at_once_and_with_who_from_where_what_and_why()
    {
        var issued = await IssueAsync(new TokenOrder("alice", null, [AccessRole.ViewerName], null, TimeSpan.FromDays(1)));
        for (var times = 0; times < 5; times++)
            (await DeployAsync(issued)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var recorded = (await _server.Store.ReadStreamAsync(Streams.Denials, 0, Cancel)).ShouldHaveSingleItem();
        (recorded.Type, recorded.Actor, recorded.Origin).ShouldBe(("access.denied", "alice", $"api 127.0.0.1 token {issued.Token.Id}"));
        EventCodec.DecodeDenial(recorded).ShouldBe(new AccessDenied("alice", "deploy", "storefront/quick", "default: none (no rule allows it)", 0));
        var events = await _server.SlipwayAsync("events");
        events.Out.ShouldContain("alice may not deploy on storefront/quick: default: none (no rule allows it)");
    }

    [Fact]
    public async Task What_a_stranger_tries_is_recorded_once_whatever_names_are_tried()
    {
        for (var times = 0; times < 5; times++)
            await GetAsync($"Bearer slip_{times:d12}_{Canary}");
        var recorded = (await _server.Store.ReadStreamAsync(Streams.Denials, 0, Cancel)).ShouldHaveSingleItem();
        recorded.Actor.ShouldBe(AccessDenied.Nobody);
        recorded.Json.ShouldNotContain("cafe0000");
    }

    [Fact]
    public async Task Servers_and_gateways_are_asked_for_their_own_key()
    {
        var (status, problem) = await GetAsync($"Bearer {Local}", "internal/v1/looks/storefront.quick.1");
        (status, problem!.Code).ShouldBe((HttpStatusCode.Unauthorized, ProblemCodes.Unauthenticated));
        using var http = new HttpClient { BaseAddress = _server.Url };
        http.DefaultRequestHeaders.Add("X-Slipway-Peer", _server.PeerKey);
        (await http.GetAsync(new Uri("internal/v1/looks/storefront.quick.1", UriKind.Relative), Cancel)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task No_canary_that_was_planted_in_a_request_is_written_anywhere()
    {
        await GetAsync($"Bearer slip_0123456789ab_{Canary}");
        await GetAsync($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("alice:" + Canary))}");
        await GetAsync(null, $"api/v1/environments?token={Canary}");
        (await _server.Store.ReadAllAsync(0, 1000, Cancel)).ShouldAllBe(e => !e.Json.Contains(Canary) && e.Origin != Canary);
    }

    private TokenRegistry Tokens => _server.App.Services.GetRequiredService<TokenRegistry>();

    private string Local => Slipway.Testing.Access.LocalCredentialHandler.Read(_server.Data, _server.Url)!;

    private async Task<IssuedToken> IssueAsync(TokenOrder order) => (await Tokens.IssueAsync(order, "bob", Cancel)).Value!;

    private async Task<HttpResponseMessage> DeployAsync(IssuedToken token)
    {
        using var http = new HttpClient { BaseAddress = _server.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Text.Reveal());
        using var body = new StringContent("""{"version":"1.0.0","environment":"quick"}""", Encoding.UTF8, "application/json");
        return await http.PostAsync(new Uri("api/v1/rollouts", UriKind.Relative), body, Cancel);
    }

    private async Task<(HttpStatusCode Status, Problem? Problem)> GetAsync(string? authorization, string path = "api/v1/environments")
    {
        using var http = new HttpClient { BaseAddress = _server.Url };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var answer = await http.SendAsync(request, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        return (answer.StatusCode, answer.IsSuccessStatusCode ? null : JsonSerializer.Deserialize(text, SlipwayJson.Default.Problem));
    }
}
