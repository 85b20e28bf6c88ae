using System.Text.Json;
using Shouldly;
using Slipway.Contracts;
using Xunit;

namespace Slipway.Server.Tests.Cli;

public sealed class OfflineTests : IDisposable
{
    private const string Spec = """
        app: storefront
        artifact: ./releases/{version}
        environments:
          production:
            target: { processes: { command: [serve, "{port}"], replicas: 2 } }
            traffic: { gateway: { listen: 127.0.0.1:8080 } }
            strategy: { canary: { weights: [25%, 100%], observe: 1m } }
            analysis:
              - { metric: error-rate, max: 1%, for: 30s }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slipway-offline-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_init_writes_is_valid_and_is_not_written_over()
    {
        (await RunAsync("init", "--app", "storefront")).Code.ShouldBe(ExitCodes.Done);
        (await RunAsync("validate")).Out.ShouldContain("slipway.yaml is valid: storefront");
        (await RunAsync("init")).Code.ShouldBe(ExitCodes.Invalid);
    }

    [Fact]
    public async Task Errors_in_a_spec_are_told_as_a_compiler_does_and_as_JSON_to_programs()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "slipway.yaml"), "ap: x\n");
        var (code, _, error) = await RunAsync("validate");
        code.ShouldBe(ExitCodes.Invalid);
        error.ShouldContain("slipway.yaml:1:");
        var json = await RunAsync("validate", "-o", "json");
        using var parsed = JsonDocument.Parse(json.Out);
        parsed.RootElement.GetProperty("errors").EnumerateArray().ShouldAllBe(e => e.GetProperty("line").GetInt32() >= 1);
        json.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_simulation_of_a_faulty_version_is_rolled_back_the_same_way_each_time()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "slipway.yaml"), Spec);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "faulty.yaml"), "running: 1.0.0\nseed: 7\nversions:\n  2.0.0: { errorRate: 30% }\n");
        string[] line = ["simulate", "--version", "2.0.0", "--scenario", "faulty.yaml", "-o", "json"];
        var first = await RunAsync(line);
        first.Code.ShouldBe(ExitCodes.Done, first.Error);
        using var report = JsonDocument.Parse(first.Out);
        report.RootElement.GetProperty("outcome").GetString().ShouldBe("rolled-back");
        (await RunAsync(line)).Out.ShouldBe(first.Out);
    }

    [Fact]
    public async Task The_schema_is_JSON()
    {
        using var schema = JsonDocument.Parse((await RunAsync("schema")).Out);
        schema.RootElement.GetProperty("title").GetString().ShouldBe("slipway.yaml");
    }

    [Fact]
    public async Task An_unreachable_server_is_named_with_what_to_do()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, ".slipway"));
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, ".slipway", "server.json"), """{"url":"http://127.0.0.1:1"}""");
        var (code, _, error) = await RunAsync("status");
        code.ShouldBe(ExitCodes.Failed);
        error.ShouldContain("http://127.0.0.1:1/");
        error.ShouldContain("is `slipway serve` running?");
    }

    [Fact]
    public async Task A_mistyped_verb_is_a_usage_error_with_a_suggestion()
    {
        var (code, _, error) = await RunAsync("deplyo");
        (code, error.Contains("did you mean deploy?", StringComparison.Ordinal)).ShouldBe((ExitCodes.Invalid, true));
        (await RunAsync("deploy")).Code.ShouldBe(ExitCodes.Invalid);
        (await RunAsync("switch-traffic", "--from-env", "red", "-o", "json")).Out.ShouldContain("\"path\": \"--from-env\"");
    }

    [Fact]
    public async Task A_plan_of_a_file_needs_no_server_and_its_digest_ignores_layout_but_no_content()
    {
        var digest = await DigestAsync(Spec);
        (await DigestAsync("# a comment\n" + Spec.Replace("replicas: 2 } }", "replicas:   2 } }  # two", StringComparison.Ordinal))).ShouldBe(digest);
        (await DigestAsync(Spec.Replace("25%", "30%", StringComparison.Ordinal))).ShouldNotBe(digest);
        (await RunAsync("plan", "--version", "2.0.0", "--running", "1.0.0")).Code.ShouldBe(ExitCodes.Invalid);
    }

    [Fact]
    public async Task A_plan_says_what_it_can_see_at_a_traffic_and_warns_where_that_is_too_little()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "slipway.yaml"), Spec[..Spec.IndexOf("    analysis", StringComparison.Ordinal)]);
        string[] plan = ["plan", "-f", "slipway.yaml", "--running", "1.0.0", "--version", "2.0.0"];

        var much = await RunAsync([.. plan, "--requests-per-second", "1000", "--error-rate", "0.1"]);
        much.Code.ShouldBe(ExitCodes.Done, much.Error);
        much.Out.ShouldContain("at 1,000 requests/s and 0.1 % errors, this plan finds in four of five cases:");
        much.Out.ShouldContain("a version that is not worse is taken back in at most 1 % of all cases");
        much.Out.ShouldNotContain("the traffic is little");

        var little = await RunAsync([.. plan, "--requests-per-second", "0.1", "--error-rate", "0.1"]);
        little.Out.ShouldContain("warning: the traffic is little: before the version has all of it, not even a version that fails every request is found");
        (await RunAsync([.. plan, "--requests-per-second", "0"])).Out.ShouldContain("warning: no traffic was measured");

        (await RunAsync([.. plan, "--error-rate", "1"])).Code.ShouldBe(ExitCodes.Invalid);
        (await RunAsync([.. plan, "--requests-per-second", "-1"])).Code.ShouldBe(ExitCodes.Invalid);
        (await RunAsync([.. plan, "--requests-per-second", "1", "--error-rate", "101"])).Code.ShouldBe(ExitCodes.Invalid);
        (await RunAsync("plan", "--version", "2.0.0", "--requests-per-second", "1")).Code.ShouldBe(ExitCodes.Invalid);
    }

    private async Task<string?> DigestAsync(string spec)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "slipway.yaml"), spec);
        var (code, text, error) = await RunAsync("plan", "-f", "slipway.yaml", "--running", "1.0.0", "--version", "2.0.0", "-o", "json");
        code.ShouldBe(ExitCodes.Done, error);
        using var plan = JsonDocument.Parse(text);
        return plan.RootElement.GetProperty("digest").GetString();
    }

    private async Task<(int Code, string Out, string Error)> RunAsync(params string[] args)
    {
        var test = new TestTerminal(_folder.FullName);
        return (await test.RunAsync(args), test.Out, test.Error);
    }
}
