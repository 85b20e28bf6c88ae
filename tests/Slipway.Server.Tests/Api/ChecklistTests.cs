using System.Text.Json;
using Shouldly;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Server.Access;
using Xunit;

namespace Slipway.Server.Tests.Api;

public sealed class ChecklistTests : IAsyncLifetime
{
    private readonly ApiServer _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_checklist_shows_its_groups_and_who_clears_what_is_open()
    {
        var (code, text, error) = await _server.SlipwayAsync("checklist", "storefront/listed", "--release", "2.0.0");
        code.ShouldBe(ExitCodes.Done, error);
        text.ShouldContain("storefront/listed, for 2.0.0: 3 of 3 items of the checklist are not clear");
        text.ShouldContain("security, before the deployment, preparation at T-1d: 0 of 3 clear");
        text.ShouldContain("  · secrets: All secrets are rotated (role security)\n    Scans are clean\n    · image: The image (command check)");
        text.ShouldContain("watch, after the deployment: 0 of 1 clear");
    }

    [Fact]
    public async Task Checks_are_run_recorded_and_can_be_withdrawn()
    {
        var (code, text, error) = await _server.SlipwayAsync("checklist", "run", "--env", "listed", "--release", "2.0.0");
        code.ShouldBe(ExitCodes.Failed, error);
        text.ShouldContain("✔ image: The image (command check until ");
        text.ShouldContain(": echo ended with code 0: storefront 2.0.0 is clean)");
        text.ShouldContain("✘ dependencies: The dependencies (command check: false ended with code 1)");
        (await _server.SlipwayAsync("checklist", "run", "image", "--env", "listed", "--release", "2.0.0")).Code.ShouldBe(ExitCodes.Done);
        (await _server.SlipwayAsync("events", "--env", "listed")).Out.ShouldContain("dependencies is not in order for 2.0.0: false ended with code 1");

        // Another release has to answer for itself.
        (await StateOfAsync("image", "2.0.0")).ShouldBe("clear");
        (await StateOfAsync("image", "2.0.1")).ShouldBe("open");
        (await _server.SlipwayAsync("checklist", "storefront/listed", "withdraw", "image", "--reason", "it was another image")).Code.ShouldBe(ExitCodes.Done);
        (await StateOfAsync("image", "2.0.0")).ShouldBe("open");
    }

    [Fact]
    public async Task Events_of_freezes_stand_beside_those_of_rollouts_and_checklists()
    {
        (await _server.SlipwayAsync("freeze", "set", "storefront/*", "--reason", "holidays")).Code.ShouldBe(ExitCodes.Done);
        (await _server.SlipwayAsync("freeze", "lift", "freeze-1", "--reason", "they are over")).Code.ShouldBe(ExitCodes.Done);
        (await _server.SlipwayAsync("checklist", "withdraw", "secrets", "--env", "listed")).Code.ShouldBe(ExitCodes.Done);
        var (code, text, error) = await _server.SlipwayAsync("events");
        code.ShouldBe(ExitCodes.Done, error);
        text.ShouldContain("freeze-1 over storefront/* from ");
        text.ShouldContain("freeze-1 is lifted: they are over");
        text.ShouldContain("withdraws the answers to secrets");
    }

    [Fact]
    public async Task A_metric_without_data_is_no_pass()
    {
        var (code, text, _) = await _server.SlipwayAsync("checklist", "run", "--after", "--env", "listed", "--release", "2.0.0");
        (code, text.Contains("errors: Few errors (metric check: no data: ", StringComparison.Ordinal)).ShouldBe((ExitCodes.Failed, true), text);
    }

    [Fact]
    public async Task Who_has_not_the_role_of_an_item_cannot_sign_it_off()
    {
        var (code, _, error) = await _server.SlipwayAsync("checklist", "sign", "secrets", "--env", "listed", "--evidence", "I say so", "--for", "24h");
        (code, error.Contains("secrets is signed off by somebody with the role security", StringComparison.Ordinal)).ShouldBe((ExitCodes.Denied, true), error);
    }

    [Fact]
    public async Task Who_has_the_role_of_an_item_signs_it_off_for_every_release()
    {
        var folder = Directory.CreateTempSubdirectory("slipway-checklist-");
        try
        {
            var file = Path.Combine(folder.FullName, "access.yaml");
            await File.WriteAllTextAsync(file, $"roles: {{ security: [] }}\nbindings: [{{ subject: \"{Environment.UserName}\", roles: [security] }}]\n");
            await using var server = new ApiServer { Policies = new Policies(file) };
            (await server.Policies.LookAsync(TestContext.Current.CancellationToken)).IsGood.ShouldBeTrue();
            await server.InitializeAsync();
            var (code, text, error) = await server.SlipwayAsync("checklist", "sign", "secrets", "--env", "listed", "--role", "security", "--evidence", "vault/42", "--for", "24h");
            code.ShouldBe(ExitCodes.Done, error);
            text.ShouldContain($"✔ secrets: All secrets are rotated ({Environment.UserName} as security until ");
            (await server.SlipwayAsync("events", "--env", "listed")).Out.ShouldContain($"{Environment.UserName} signs off secrets as security: vault/42");
            (await server.SlipwayAsync("checklist", "storefront/listed", "--release", "3.0.0")).Out.ShouldContain("✔ secrets: ");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("has no item 'none'", "run", "none", "--env", "listed", "--release", "2.0.0")]
    [InlineData("scans consists of parts, which are answered each: image, dependencies", "run", "scans", "--env", "listed", "--release", "2.0.0")]
    [InlineData("secrets has no check: somebody with the role security signs it off", "run", "secrets", "--env", "listed")]
    [InlineData("image is answered for each release anew: name the version with `--release VERSION`", "run", "image", "--env", "listed")]
    [InlineData("image is answered by its check: `slipway checklist run image`", "sign", "image", "--evidence", "x", "--env", "listed")]
    [InlineData("secrets is signed off in the role security, not dba", "sign", "secrets", "--role", "dba", "--evidence", "x", "--env", "listed")]
    [InlineData("storefront/quick has no `checklist` in its spec", "run", "--env", "quick")]
    [InlineData("'nowhere' is no place", "nowhere")]
    public async Task What_cannot_be_answered_so_is_refused_with_what_to_do(string message, params string[] args)
    {
        var (code, _, error) = await _server.SlipwayAsync(["checklist", .. args]);
        code.ShouldNotBe(ExitCodes.Done);
        error.ShouldContain(message);
    }

    private async Task<string> StateOfAsync(string item, string release)
    {
        var (_, text, _) = await _server.SlipwayAsync("checklist", "--env", "listed", "--release", release, "-o", "json");
        var view = JsonSerializer.Deserialize(text, SlipwayJson.Default.ChecklistView)!;
        return view.Groups.SelectMany(g => g.Items).Single(i => i.Id == item).State;
    }
}
