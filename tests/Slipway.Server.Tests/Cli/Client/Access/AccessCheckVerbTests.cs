using System.Text.Json;
using Shouldly;
using Slipway.Contracts;
using Xunit;

namespace Slipway.Server.Tests.Cli.Client.Access;

public sealed class AccessCheckVerbTests : IDisposable
{
    private const string File = """
        roles:
          release-manager:
            - { allow: deploy, on: "shop/*" }
          frozen:
            - { deny: deploy, on: "shop/production" }
        bindings:
          - { subject: alice, roles: [release-manager] }
          - { group: contractors, roles: [release-manager, frozen] }
        default: viewer
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slipway-access-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("alice", "", "deploy", true, "allow deploy on shop/* (role release-manager, bound to subject alice)")]
    [InlineData("alice", "contractors", "deploy", false, "deny deploy on shop/production (role frozen, bound to group contractors)")]
    [InlineData("bob", "", "view", true, "allow view on ** (role viewer, the default)")]
    [InlineData("bob", "ops,release", "deploy", false, "default: viewer (no rule allows it)")]
    public async Task A_file_decides_without_a_server_and_says_by_what(string person, string groups, string action, bool allowed, string by)
    {
        var (code, text, error) = await RunAsync(File, "--as", person, "--groups", groups, "--do", action, "--on", "shop/production", "-o", "json");
        error.ShouldBeEmpty();
        code.ShouldBe(allowed ? ExitCodes.Done : ExitCodes.Denied);
        using var json = JsonDocument.Parse(text);
        json.RootElement.GetProperty("allowed").GetBoolean().ShouldBe(allowed);
        json.RootElement.GetProperty("by").GetString().ShouldBe(by);
        json.RootElement.EnumerateObject().Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_bad_file_is_told_with_its_lines_causes_and_remedies()
    {
        var (code, _, error) = await RunAsync("default: all\nbindings:\n  - { subject: alice, roles: [admn] }\n", "--as", "alice", "--do", "deploy", "--on", "shop/production");
        code.ShouldBe(ExitCodes.Invalid);
        error.ShouldContain("access.yaml:1:10: default: must be one of viewer, none, not 'all'");
    }

    [Theory]
    [InlineData("--on", "production", "--on: 'production' is no place; write it as shop/production")]
    [InlineData("--as", " ", "--as takes a name of 1 to 100 characters")]
    [InlineData("--file", "missing.yaml", "there is no file")]
    public async Task What_is_wrong_on_the_command_line_is_told(string option, string value, string message)
    {
        var options = new Dictionary<string, string> { ["--as"] = "alice", ["--do"] = "deploy", ["--on"] = "shop/production", [option] = value };
        var (code, _, error) = await RunAsync(File, [.. options.SelectMany(o => new[] { o.Key, o.Value })]);
        code.ShouldBe(ExitCodes.Invalid);
        error.ShouldContain(message);
    }

    private async Task<(int Code, string Out, string Error)> RunAsync(string file, params string[] args)
    {
        await System.IO.File.WriteAllTextAsync(Path.Combine(_folder.FullName, "access.yaml"), file);
        var test = new TestTerminal(_folder.FullName);
        string[] named = args.Contains("--file") ? [] : ["--file", "access.yaml"];
        return (await test.RunAsync(["access", "check", .. named, .. args]), test.Out, test.Error);
    }
}
