using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Shouldly;
using Slipway.Core.Specs.Model;
using Slipway.Integrations.Checks;
using Xunit;

namespace Slipway.Adapters.Tests.Integrations.Checks;

public sealed class HttpItemRunnerTests : IAsyncLifetime
{
    private readonly WebApplication _app;
    private readonly HttpClient _http = HttpItemRunner.CreateClient();

    public HttpItemRunnerTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/health", (HttpContext context) =>
        {
            context.Response.Headers["X-Frame-Options"] = "DENY";
            return "{\"status\": \"healthy\"}";
        });
        _app.MapGet("/moved", () => Results.Redirect("/broken"));
        _app.MapGet("/broken", () => Results.StatusCode(503));
        _app.MapGet("/large", () => new string('x', 10_000_000) + "healthy");
    }

    public async ValueTask InitializeAsync() => await _app.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData("/health", null, true, "200")]
    [InlineData("/health", "\"healthy\"", true, "200")]
    [InlineData("/health", "sick", false, "200, and 'sick' is not in the answer")]
    [InlineData("/large", "healthy", false, "200, and 'healthy' is not in the answer")]
    [InlineData("/moved", null, true, "302")]
    [InlineData("/broken", null, false, "503")]
    [InlineData("/none", null, false, "404")]
    public async Task The_status_and_the_beginning_of_the_answer_decide(string path, string? contains, bool passed, string detail)
    {
        var url = _app.Urls.First() + path;
        var finding = await RunAsync(new HttpItemCheck { Url = url, Contains = contains });
        (finding.Passed, finding.Detail).ShouldBe((passed, $"GET {url}: {detail}"));
    }

    [Fact]
    public async Task Headers_that_are_missing_are_named()
    {
        var url = _app.Urls.First() + "/health";
        (await RunAsync(new HttpItemCheck { Url = url, Headers = ["x-frame-options", "Content-Type"] })).Passed.ShouldBeTrue();
        (await RunAsync(new HttpItemCheck { Url = url, Headers = ["X-Frame-Options", "Strict-Transport-Security", "X-Other"] })).Detail
            .ShouldBe($"GET {url}: 200 without Strict-Transport-Security, X-Other");
    }

    [Fact]
    public async Task Nobody_there_is_a_finding_for_a_request_and_for_a_connection()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = listener.LocalEndpoint.ToString()!;
        var connection = new TcpItemRunner();
        (await connection.RunAsync(new TcpItemCheck { Address = address }, ItemChecks.Context(), TestContext.Current.CancellationToken)).Passed.ShouldBeTrue();
        listener.Stop();
        (await connection.RunAsync(new TcpItemCheck { Address = address }, ItemChecks.Context(), TestContext.Current.CancellationToken)).Passed.ShouldBeFalse();
        (await RunAsync(new HttpItemCheck { Url = $"http://{address}/" })).Passed.ShouldBeFalse();
    }

    private Task<Core.Ports.ItemFinding> RunAsync(HttpItemCheck check) =>
        new HttpItemRunner(_http).RunAsync(check, ItemChecks.Context(), TestContext.Current.CancellationToken);
}
