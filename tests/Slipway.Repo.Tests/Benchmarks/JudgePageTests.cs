using System.Text.Json;
using Slipway.Bench.Judge.Report;
using Slipway.Bench.Results;
using Slipway.Testing;
using Xunit;

namespace Slipway.Repo.Tests.Benchmarks;

public sealed class JudgePageTests
{
    /// <summary>After an edit of the page or the result: <c>./dev bench judge</c> writes both.</summary>
    [Fact]
    public void The_page_on_judges_shows_the_result_that_is_kept()
    {
        var result = JsonSerializer.Deserialize(Repository.Read("bench/results/judge.json"), BenchJson.Default.BenchResult)!;
        Golden.ShouldMatch(JudgePage.WithTables(Repository.Read(JudgePage.File), result), $"../../../{JudgePage.File}");
    }
}
