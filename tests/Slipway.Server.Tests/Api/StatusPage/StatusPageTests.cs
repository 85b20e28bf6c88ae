using Shouldly;
using Slipway.Contracts;
using Xunit;

namespace Slipway.Server.Tests.Api.StatusPage;

public sealed class StatusPageTests : IAsyncLifetime
{
    private readonly ApiServer _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_page_shows_each_environment_what_runs_and_what_happened_last()
    {
        (await _server.SlipwayAsync("deploy", "--version", "1.0.0", "--env", "quick", "--wait", "--timeout", "1m", "--reason", "<b>now</b>")).Code.ShouldBe(ExitCodes.Done);
        using var http = new HttpClient();
        var answer = await http.GetAsync(new Uri(_server.Url, "status"), TestContext.Current.CancellationToken);
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("default-src 'none'");
        html.ShouldContain("id=\"storefront/quick\"");
        html.ShouldContain("1.0.0 on blue, stable: 2 of 2 ready, 100 % of the traffic");
        html.ShouldContain("1.0.0 promoted");
        html.ShouldContain("storefront/watched <span class=\"state busy\">nothing runs yet</span>");
        html.ShouldContain("&lt;b&gt;now&lt;/b&gt;");
        html.ShouldNotContain("<b>");
        html.ShouldNotContain("<script");
    }
}
