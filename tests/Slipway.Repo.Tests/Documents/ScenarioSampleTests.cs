using Shouldly;
using Xunit;

namespace Slipway.Repo.Tests.Documents;

/// <summary>A scenario in the documents or the samples is one that the simulation takes, and ends as the page says.</summary>
public sealed class ScenarioSampleTests
{
    private const string Page = "docs/simulate.md";

    private static readonly string Spec = Path.Combine(Repository.Root, "samples/storefront/slipway.yaml");

    [Fact]
    public void Scenarios_in_the_documents_run()
    {
        var scenarios = Repository.Documents.SelectMany(CodeBlock.In)
            .Where(block => block.Language == "yaml" && block.Lines.Any(line => line.StartsWith("running:", StringComparison.Ordinal))).ToList();
        scenarios.ShouldNotBeEmpty();
        foreach (var scenario in scenarios)
        {
            var file = Path.Combine(Directory.CreateTempSubdirectory("slipway-docs-").FullName, "scenario.yaml");
            File.WriteAllLines(file, scenario.Lines);
            var (code, output) = Simulate(file);
            code.ShouldBe(0, $"{scenario.Document}:{scenario.Line}\n{output}");
        }
    }

    [Fact]
    public void Scenarios_of_the_samples_run()
    {
        var scenarios = Repository.Files.Where(file => file.StartsWith("samples/", StringComparison.Ordinal) && file.Contains("/scenarios/", StringComparison.Ordinal)).ToList();
        scenarios.ShouldNotBeEmpty();
        foreach (var scenario in scenarios)
        {
            var (code, output) = Simulate(Path.Combine(Repository.Root, scenario));
            code.ShouldBe(0, $"{scenario}\n{output}");
        }
    }

    [Fact]
    public void The_outcome_in_the_page_is_the_outcome()
    {
        var shown = CodeBlock.In(Page).First(block => block.Language == "text").Lines;
        var output = Simulate(Path.Combine(Repository.Root, "samples/storefront/scenarios/faulty.yaml")).Output.TrimEnd().Split('\n');
        output[^shown.Count..].ShouldBe(shown);
    }

    private static (int ExitCode, string Output) Simulate(string scenario) =>
        Repository.Slipway("simulate", "-f", Spec, "--version", "2.0.0", "--scenario", scenario);
}
