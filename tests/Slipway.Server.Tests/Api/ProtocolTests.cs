using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Shouldly;
using Slipway.Contracts;
using Slipway.Contracts.Problems;
using Slipway.Testing;
using Xunit;

namespace Slipway.Server.Tests.Api;

public sealed class ProtocolTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task An_unknown_member_is_refused_and_named()
    {
        var (status, problem) = await PostAsync("api/v1/rollouts", """{"version":"1","versoin":"2"}""");
        (status, problem.Code).ShouldBe((HttpStatusCode.BadRequest, ProblemCodes.Invalid));
        problem.Detail!.ShouldContain("versoin");
    }

    [Fact]
    public async Task A_member_that_is_missing_is_named()
    {
        var (status, problem) = await PostAsync("api/v1/rollouts", "{}");
        status.ShouldBe(HttpStatusCode.BadRequest);
        problem.Detail!.ShouldContain("version");
    }

    [Fact]
    public async Task An_unknown_rollout_and_an_unknown_path_are_problems_too()
    {
        (await PostAsync("api/v1/rollouts/none/pause", "{}")).Problem.Code.ShouldBe(ProblemCodes.NotFound);
        (await PostAsync("api/v1/nothing", "{}")).Problem.Code.ShouldBe(ProblemCodes.NotFound);
    }

    [Fact]
    public async Task A_foreign_name_that_points_here_is_denied()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "health") { Headers = { Host = "evil.example" } };
        (await SendAsync(request)).Problem.Code.ShouldBe(ProblemCodes.Denied);
        using var page = new HttpRequestMessage(HttpMethod.Get, "health");
        page.Headers.Add("Origin", "https://evil.example");
        (await SendAsync(page)).Problem.Code.ShouldBe(ProblemCodes.Denied);
    }

    [Fact]
    public async Task Alertmanager_is_taken_with_members_that_nobody_reads()
    {
        using var http = server.Client();
        using var body = Json("""{"version":"4","status":"firing","externalURL":"http://am","truncatedAlerts":0,"alerts":[{"status":"firing","labels":{"alertname":"Down","severity":"critical"},"annotations":{},"startsAt":"2026-01-05T09:00:00Z","generatorURL":""}]}""");
        var answer = await http.PostAsync(new Uri("api/v1/alerts", UriKind.Relative), body);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("""{"critical":1,"rollouts":[]}""");
    }

    [Fact]
    public async Task Health_has_the_form_that_monitors_expect()
    {
        using var http = server.Client();
        using var plain = JsonDocument.Parse(await http.GetStringAsync(new Uri("health", UriKind.Relative)));
        plain.RootElement.EnumerateObject().Select(p => p.Name).ShouldBe(["status", "version", "timestamp"]);
        plain.RootElement.GetProperty("status").GetString().ShouldBe("healthy");
        (await http.GetStringAsync(new Uri("health/detailed", UriKind.Relative))).ShouldBe("""{"status":"healthy","components":{"store":"healthy"}}""");
        (await http.GetAsync(new Uri("ready", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_description_of_the_API_changes_only_on_purpose()
    {
        using var http = server.Client();
        Golden.ShouldMatch(await http.GetStringAsync(new Uri("openapi/v1.json", UriKind.Relative)), "Golden/openapi.json");
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));

    private async Task<(HttpStatusCode Status, Problem Problem)> PostAsync(string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Json(body) };
        return await SendAsync(request);
    }

    private async Task<(HttpStatusCode Status, Problem Problem)> SendAsync(HttpRequestMessage request)
    {
        using var http = server.Client();
        using var answer = await http.SendAsync(request);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe(Problem.MediaType);
        return (answer.StatusCode, JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(), SlipwayJson.Default.Problem)!);
    }
}
