using Shouldly;
using Xunit;

namespace Slipway.Repo.Tests.Documents;

/// <summary>A spec in the documents or the samples is one that Slipway takes.</summary>
public sealed class SpecSampleTests
{
    [Fact]
    public void Specs_in_the_documents_are_valid()
    {
        var specs = Repository.Documents.SelectMany(CodeBlock.In).Where(block => block.Language == "yaml" && block.Lines.Any(line => line.StartsWith("app:", StringComparison.Ordinal)));
        foreach (var spec in specs)
        {
            var file = Path.Combine(Directory.CreateTempSubdirectory("slipway-docs-").FullName, "slipway.yaml");
            File.WriteAllLines(file, spec.Lines);
            var (code, output) = Repository.Slipway("validate", "-f", file);
            code.ShouldBe(0, $"{spec.Document}:{spec.Line}\n{output}");
        }
    }

    [Fact]
    public void Specs_of_the_samples_are_valid()
    {
        var specs = Repository.Files.Where(file => file.StartsWith("samples/", StringComparison.Ordinal) && file.EndsWith(".yaml", StringComparison.Ordinal)
            && !file.Contains("/scenarios/", StringComparison.Ordinal) && !file.Contains("/trains/", StringComparison.Ordinal) && !file.Contains("/checklists/", StringComparison.Ordinal)).ToList();
        specs.ShouldNotBeEmpty();
        foreach (var spec in specs)
        {
            var (code, output) = Repository.Slipway("validate", "-f", Path.Combine(Repository.Root, spec));
            code.ShouldBe(0, $"{spec}\n{output}");
        }
    }
}
