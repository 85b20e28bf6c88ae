using Shouldly;
using Xunit;

namespace Slipway.Repo.Tests.Documents;

/// <summary>A file of repositories in the documents is one that Slipway takes.</summary>
public sealed class GitSampleTests
{
    [Fact]
    public void Files_of_repositories_in_the_documents_are_valid()
    {
        var samples = CodeBlock.In("docs/gitops.md").Where(block => block.Language == "yaml" && block.Lines.Contains("repositories:")).ToList();
        samples.Count.ShouldBeGreaterThan(3);
        foreach (var sample in samples)
        {
            var file = Path.Combine(Directory.CreateTempSubdirectory("slipway-docs-").FullName, "git.yaml");
            File.WriteAllLines(file, sample.Lines);
            var (code, output) = Repository.Slipway("git", "check", "-f", file);
            code.ShouldBe(0, $"{sample.Document}:{sample.Line}\n{output}");
        }
    }
}
