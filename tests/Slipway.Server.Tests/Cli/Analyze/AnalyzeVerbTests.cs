using System.Text.Json;
using Shouldly;
using Slipway.Contracts;
using Xunit;

namespace Slipway.Server.Tests.Cli.Analyze;

public sealed class AnalyzeVerbTests : IDisposable
{
    private const string Published = """
        {"alpha": 0.05, "tolerance": 0, "concentration": 2, "observations": [
          {"candidate": {"requests": 1000, "errors": 42}, "baseline": {"requests": 1000, "errors": 18}}]}
        """;

    private const string Header = "candidate_requests,candidate_errors,baseline_requests,baseline_errors\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slipway-analyze-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_sequential_test_of_JSON_answers_in_the_shape_of_the_contract()
    {
        var (code, text, error) = await RunAsync("f.json", Published, "--judge", "sequential", "-o", "json");
        code.ShouldBe(ExitCodes.RolledBack, error);
        using var json = JsonDocument.Parse(text);
        var root = json.RootElement;
        root.EnumerateObject().Select(member => member.Name).ShouldBe(["verdict", "rejectedAt", "mixture", "grid"]);
        root.GetProperty("verdict").GetString().ShouldBe("fail");
        root.GetProperty("rejectedAt").GetInt32().ShouldBe(0);
        var mixture = root.GetProperty("mixture");
        mixture.EnumerateObject().Select(member => member.Name).ShouldBe(["e", "ePlus", "low", "high"]);
        mixture.GetProperty("e").GetDouble().ShouldBe(20.4322, 5e-5);
        root.GetProperty("grid").GetProperty("e").GetDouble().ShouldBe(38.2914, 5e-5);
    }

    [Fact]
    public async Task What_is_no_finite_number_is_null_and_little_data_is_no_success()
    {
        var (code, text, _) = await RunAsync("f.json", """{"observations": []}""", "--judge", "sequential", "-o", "json");
        code.ShouldBe(ExitCodes.Failed);
        using var json = JsonDocument.Parse(text);
        json.RootElement.GetProperty("verdict").GetString().ShouldBe("insufficient-data");
        json.RootElement.GetProperty("rejectedAt").ValueKind.ShouldBe(JsonValueKind.Null);
        json.RootElement.GetProperty("mixture").GetProperty("high").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task CSV_with_its_settings_as_options_gives_the_same_as_JSON()
    {
        var csv = await RunAsync("f.csv", Header + "1000,42,1000,18\n", "--judge", "sequential", "--tolerance", "0.25", "-o", "json");
        var json = await RunAsync("f.json", Published.Replace("\"tolerance\": 0", "\"tolerance\": 0.25", StringComparison.Ordinal), "--judge", "sequential", "-o", "json");
        csv.ShouldBe(json);
        csv.Code.ShouldBe(ExitCodes.Failed);
    }

    [Fact]
    public async Task What_is_piped_in_is_judged_too()
    {
        var test = new TestTerminal(_folder.FullName, input: Header + "10000,20,10000,200\n");
        (await test.RunAsync("analyze", "--judge", "sequential", "--file", "-")).ShouldBe(ExitCodes.Done, test.Error);
        test.Out.ShouldStartWith("pass: no worse than tolerated\n");
    }

    [Fact]
    public async Task Options_that_the_judge_or_the_file_does_not_need_are_refused()
    {
        var (code, _, error) = await RunAsync("f.json", Published, "--judge", "sequential", "--alpha", "0.01");
        (code, error).ShouldBe((ExitCodes.Invalid, "slipway: --alpha: is for CSV; a JSON file says it itself, under a key of the same name\n"));
        (code, _, error) = await RunAsync("f.csv", Header, "--judge", "sequential", "--slo", "0.99");
        (code, error.StartsWith("slipway: --slo: the judge sequential has no such setting", StringComparison.Ordinal)).ShouldBe((ExitCodes.Invalid, true));
        (await RunAsync("f.csv", "at,total,errors\n", "--judge", "burn-rate")).Error.ShouldContain("--slo: is missing");
    }

    [Theory]
    [InlineData("", "f: is empty")]
    [InlineData(" \n", "f: is empty")]
    [InlineData("{\"observations\": [}", "f:1: is no JSON")]
    [InlineData("{\"observations\": [{\"candidate\": {\"requests\": NaN", "f:1: is no JSON")]
    [InlineData("{}", "f: observations: is missing")]
    [InlineData("{\"observations\": [], \"alfa\": 1}", "f: alfa: is no key here")]
    [InlineData("{\"observations\": [], \"observations\": []}", "f: is no JSON")]
    [InlineData("{\"observations\": [], \"alpha\": 0}", "f: alpha: 0 is no chance")]
    [InlineData("{\"observations\": [], \"alpha\": 1e999}", "f: alpha: 1e999 is too large")]
    [InlineData("{\"observations\": [], \"tolerance\": -1}", "f: tolerance: -1 is no tolerance")]
    [InlineData("{\"observations\": null}", "f: observations: is null, a list is needed")]
    [InlineData("{\"observations\": [{\"candidate\": {\"requests\": 5, \"errors\": 0}}]}", "f: observations[0].baseline: is missing")]
    [InlineData("{\"observations\": [{\"candidate\": {\"requests\": 5, \"errors\": 6}, \"baseline\": {\"requests\": 5, \"errors\": 0}}]}", "f: observations[0].candidate.errors: 6 errors of 5 requests")]
    [InlineData("{\"observations\": [{\"candidate\": {\"requests\": -5, \"errors\": 6}, \"baseline\": {\"requests\": 5, \"errors\": 0}}]}", "f: observations[0].candidate.requests: -5 is no count")]
    [InlineData("{\"observations\": [{\"candidate\": {\"requests\": 1.5, \"errors\": 1}, \"baseline\": {\"requests\": 5, \"errors\": 0}}]}", "f: observations[0].candidate.requests: 1.5 is no count")]
    [InlineData("requests,errors\n", "f:1: requests: is no column here")]
    [InlineData(Header + "5,0,5\n", "f:2: has 3 values, 4 are needed")]
    [InlineData(Header + "5,0,5,0\n5,6,5,0\n", "f:3: candidate_errors: 6 errors of 5 requests")]
    [InlineData(Header + "5,0,5,NaN\n", "f:2: baseline_errors: 'NaN' is no count")]
    public async Task Bad_input_is_refused_with_its_place(string content, string expected)
    {
        var (code, output, error) = await RunAsync("f", content, "--judge", "sequential");
        (code, output).ShouldBe((ExitCodes.Invalid, ""));
        error.ShouldContain(expected);
    }

    [Fact]
    public async Task Bad_input_is_told_to_programs_as_JSON()
    {
        var (code, output, error) = await RunAsync("f", "{\"observations\": 1}", "--judge", "sequential", "-o", "json");
        (code, error).ShouldBe((ExitCodes.Invalid, ""));
        using var json = JsonDocument.Parse(output);
        json.RootElement.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe("observations");
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        var test = new TestTerminal(_folder.FullName);
        (await test.RunAsync("analyze", "--judge", "sequential", "--file", "none.json")).ShouldBe(ExitCodes.Invalid);
        test.Error.ShouldContain("none.json");
    }

    private async Task<(int Code, string Out, string Error)> RunAsync(string file, string content, params string[] args)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, file), content);
        var test = new TestTerminal(_folder.FullName);
        return (await test.RunAsync(["analyze", "--file", file, .. args]), test.Out, test.Error);
    }
}
