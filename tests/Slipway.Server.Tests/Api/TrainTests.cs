using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Core.Access;
using Slipway.Core.Engine.Tokens;
using Xunit;

namespace Slipway.Server.Tests.Api;

/// <summary>A release of several apps as people ask for it; the test's server has one app.</summary>
public sealed class TrainTests : IAsyncLifetime
{
    private readonly ApiServer _server = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("slipway-train-").FullName;

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_release_is_started_followed_and_listed()
    {
        var file = Write("name: spring-1\nenvironment: quick\nwaves: [[{ app: storefront, version: 1.0.0 }]]\n");

        var (code, text, error) = await _server.SlipwayAsync("release", "start", file, "--reason", "spring", "--wait", "--timeout", "1m");

        code.ShouldBe(ExitCodes.Done, text + error);
        text.ShouldContain("storefront 1.0.0: promoted (storefront.quick.1)");
        text.ShouldContain("spring-1.1 succeeded: storefront 1.0.0 promoted");
        (await _server.SlipwayAsync("release", "list")).Out.ShouldContain("spring-1.1");
        (await _server.SlipwayAsync("events")).Out.ShouldContain("release spring-1.1: succeeded: storefront 1.0.0 promoted");
        var status = JsonSerializer.Deserialize((await _server.SlipwayAsync("release", "status", "-o", "json")).Out, SlipwayJson.Default.TrainView)!;
        (status.Id, status.Phase, status.Reason, status.Apps[0].Phase).ShouldBe(("spring-1.1", TrainPhase.Succeeded, "spring", TrainAppPhase.Promoted));
    }

    [Fact]
    public async Task A_release_that_a_person_aborts_is_rolled_back()
    {
        (await _server.SlipwayAsync("deploy", "--version", "1.0.0", "--env", "watched", "--wait", "--timeout", "1m")).Code.ShouldBe(ExitCodes.Done);
        var file = Write("name: spring-1\nenvironment: watched\nwaves: [[{ app: storefront, version: 2.0.0 }]]\n");
        (await _server.SlipwayAsync("release", "start", file)).Code.ShouldBe(ExitCodes.Done);

        var (code, text, error) = await _server.SlipwayAsync("release", "abort", "spring-1.1", "--reason", "the prices are wrong");

        code.ShouldBe(ExitCodes.Done, error);
        text.ShouldContain("rolling-back");
        (code, text, error) = await _server.SlipwayAsync("release", "status", "spring-1.1", "--wait", "--timeout", "1m");
        code.ShouldBe(ExitCodes.RolledBack, text + error);
        text.ShouldContain(": the prices are wrong; rolled back, nothing of it is left");
        (await _server.SlipwayAsync("release", "abort", "spring-1.1", "--reason", "again")).Code.ShouldBe(ExitCodes.Blocked);
    }

    [Fact]
    public async Task What_is_wrong_with_a_release_is_said_before_anything_begins()
    {
        var (code, _, error) = await _server.SlipwayAsync("release", "start", Write("name: spring-1\nenvironment: quick\nwave: []\n"));
        code.ShouldBe(ExitCodes.Invalid);
        error.ShouldContain("line 3: wave: is not a key here (did you mean 'waves'?)");

        (code, _, error) = await _server.SlipwayAsync("release", "start", Write("name: spring-1\nenvironment: nowhere\nwaves: [[{ app: storefront, version: 1.0.0 }]]\n"));
        code.ShouldBe(ExitCodes.Failed);
        error.ShouldContain("nothing was begun: storefront 1.0.0: storefront has no environment 'nowhere'");

        (await _server.SlipwayAsync("release", "start", "/nowhere.yaml")).Code.ShouldBe(ExitCodes.Invalid);
        (await _server.SlipwayAsync("release", "status", "spring-7.1")).Error.ShouldContain("there is no release 'spring-7.1'");
    }

    [Fact]
    public async Task Who_may_not_deploy_its_apps_starts_nothing_and_who_may_not_abort_them_ends_nothing()
    {
        var order = new TokenOrder("alice", null, [AccessRole.ViewerName], null, TimeSpan.FromDays(1));
        var token = (await _server.App.Services.GetRequiredService<TokenRegistry>().IssueAsync(order, "bob", TestContext.Current.CancellationToken)).Value!.Text.Reveal();
        var file = Write("name: spring-1\nenvironment: watched\nwaves: [[{ app: storefront, version: 1.0.0 }]]\n");

        var viewer = _server.Terminal(token);
        (await viewer.RunAsync("release", "start", file)).ShouldBe(ExitCodes.Denied);
        viewer.Error.ShouldContain("alice may not deploy on storefront/watched");
        (await _server.SlipwayAsync("release", "start", file)).Code.ShouldBe(ExitCodes.Done);

        viewer = _server.Terminal(token);
        (await viewer.RunAsync("release", "status", "spring-1.1")).ShouldBe(ExitCodes.Done, viewer.Error);
        viewer = _server.Terminal(token);
        (await viewer.RunAsync("release", "abort", "spring-1.1", "--reason", "no")).ShouldBe(ExitCodes.Denied);
        viewer.Error.ShouldContain("alice may not abort on storefront/watched");
    }

    private string Write(string text)
    {
        var file = Path.Combine(_folder, "release.yaml");
        File.WriteAllText(file, text);
        return file;
    }
}
