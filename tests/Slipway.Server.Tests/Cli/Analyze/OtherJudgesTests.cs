using System.Text.Json;
using Shouldly;
using Slipway.Contracts;
using Xunit;

namespace Slipway.Server.Tests.Cli.Analyze;

/// <summary>The judges of metrics and of budgets over files.</summary>
public sealed class OtherJudgesTests : IDisposable
{
    private const string Shifted = """
        {"confidence": 0.95, "tolerance": 0.1, "minPoints": 1, "metrics": [
          {"name": "m", "critical": true, "criticalDecrease": 1, "criticalIncrease": 1.2, "candidate": [20, 22, 21, 25, 30], "baseline": [1, 2.2, 1.1, 2.5, 3]},
          {"name": "none", "candidate": [], "baseline": [1, 2, 3, 4, 5]}]}
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slipway-analyze-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_Kayenta_judge_answers_in_the_shape_of_the_contract()
    {
        var (code, text, error) = await RunAsync("f.json", Shifted, "--judge", "kayenta", "-o", "json");
        code.ShouldBe(ExitCodes.RolledBack, error);
        using var json = JsonDocument.Parse(text);
        var root = json.RootElement;
        root.EnumerateObject().Select(member => member.Name).ShouldBe(["score", "verdict", "metrics"]);
        (root.GetProperty("score").GetDouble(), root.GetProperty("verdict").GetString()).ShouldBe((0, "fail"));
        var metric = root.GetProperty("metrics")[0];
        metric.EnumerateObject().Select(member => member.Name).ShouldBe(["name", "classification", "critical", "low", "high", "estimate", "effect"]);
        (metric.GetProperty("classification").GetString(), metric.GetProperty("critical").GetBoolean()).ShouldBe(("High", true));
        metric.GetProperty("low").GetDouble().ShouldBe(17.8, 1e-3);
        root.GetProperty("metrics")[1].GetProperty("classification").GetString().ShouldBe("Nodata");
        root.GetProperty("metrics")[1].GetProperty("low").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Metrics_in_CSV_are_told_apart_by_their_names_and_an_empty_value_is_no_point()
    {
        var csv = "metric,candidate,baseline\n" + string.Concat(Enumerable.Range(1, 6).Select(i => $"\"p99, ms\",{1000 + i},{i}\nrate,{i},{i}\n")) + "rate,,7\n";
        var (code, text, error) = await RunAsync("f.csv", csv, "--judge", "kayenta", "-o", "json");
        code.ShouldBe(ExitCodes.RolledBack, error);
        using var json = JsonDocument.Parse(text);
        json.RootElement.GetProperty("metrics").EnumerateArray()
            .Select(metric => (metric.GetProperty("name").GetString(), metric.GetProperty("classification").GetString())).ShouldBe([("p99, ms", "High"), ("rate", "Pass")]);
    }

    [Fact]
    public async Task A_burn_rate_answers_in_the_shape_of_the_contract()
    {
        const string file = """{"slo": 0.999, "windows": [{"long": "1h", "short": "5m", "factor": 14.4}], "series": [{"at": "2026-01-05T09:00:00Z", "total": 1000, "errors": 20}]}""";
        var (code, text, error) = await RunAsync("f.json", file, "--judge", "burn-rate", "-o", "json");
        code.ShouldBe(ExitCodes.RolledBack, error);
        using var json = JsonDocument.Parse(text);
        var root = json.RootElement;
        root.EnumerateObject().Select(member => member.Name).ShouldBe(["firing", "windows", "budgetRemaining"]);
        root.GetProperty("windows")[0].EnumerateObject().Select(member => member.Name).ShouldBe(["long", "short", "burnLong", "burnShort", "firing"]);
        (root.GetProperty("windows")[0].GetProperty("long").GetString(), root.GetProperty("windows")[0].GetProperty("burnShort").GetDouble()).ShouldBe(("1h", 20));
    }

    [Fact]
    public async Task A_series_without_a_request_is_no_success()
    {
        var (code, text, _) = await RunAsync("f.csv", "at,total,errors\n2026-01-05T09:00:00Z,0,0\n", "--judge", "burn-rate", "--slo", "0.999", "--window", "1h/5m/14.4");
        (code, text.StartsWith("insufficient data", StringComparison.Ordinal)).ShouldBe((ExitCodes.Failed, true));
    }

    [Theory]
    [InlineData("kayenta", "{\"metrics\": [{\"name\": \"m\", \"candidate\": [1, 2, 3], \"baseline\": [1, 2]}]}", "f: metrics[0].baseline: has 2 points, the candidate has 3")]
    [InlineData("kayenta", "{\"metrics\": [{\"name\": \"m\", \"candidate\": [1, \"NaN\"], \"baseline\": [1, 2]}]}", "f: metrics[0].candidate[1]: is no finite number")]
    [InlineData("kayenta", "{\"metrics\": [{\"name\": \"m\", \"direction\": \"up\", \"candidate\": [1], \"baseline\": [1]}]}", "f: metrics[0].direction: 'up' is none of either, increase, decrease")]
    [InlineData("kayenta", "{\"metrics\": []}", "f: metrics")]
    [InlineData("kayenta", "metric,candidate,baseline\nm,Infinity,1\n", "f:2: candidate: 'Infinity' is no finite number")]
    [InlineData("burn-rate", "{\"slo\": 1, \"series\": [{\"at\": \"2026-01-05T09:00:00Z\", \"total\": 1, \"errors\": 0}]}", "f: slo: 1 is not between 0 and 1")]
    [InlineData("burn-rate", "{\"slo\": 0.9, \"series\": []}", "f: series: is empty")]
    [InlineData("burn-rate", "{\"slo\": 0.9, \"series\": [{\"at\": \"yesterday\", \"total\": 1, \"errors\": 0}]}", "f: series[0].at: 'yesterday' is no instant")]
    [InlineData("burn-rate", "{\"slo\": 0.9, \"series\": [{\"at\": \"2026-01-05T09:00:00Z\", \"total\": 1, \"errors\": 2}]}", "f: series[0].errors: 2 is more than total, 1")]
    [InlineData("burn-rate", "{\"slo\": 0.9, \"series\": [{\"at\": \"2026-01-05T09:00:01Z\", \"total\": 1, \"errors\": 0}, {\"at\": \"2026-01-05T09:00:00Z\", \"total\": 1, \"errors\": 0}]}", "f: series[1].at: ")]
    [InlineData("burn-rate", "{\"slo\": 0.9, \"windows\": [{\"long\": \"1 hour\", \"short\": \"5m\", \"factor\": 1}], \"series\": []}", "f: windows[0].long: '1 hour' is no duration")]
    public async Task Bad_input_is_refused_with_its_place(string judge, string content, string expected)
    {
        var (code, output, error) = await RunAsync("f", content, "--judge", judge);
        (code, output).ShouldBe((ExitCodes.Invalid, ""));
        error.ShouldContain(expected);
    }

    private async Task<(int Code, string Out, string Error)> RunAsync(string file, string content, params string[] args)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, file), content);
        var test = new TestTerminal(_folder.FullName);
        return (await test.RunAsync(["analyze", "--file", file, .. args]), test.Out, test.Error);
    }
}
