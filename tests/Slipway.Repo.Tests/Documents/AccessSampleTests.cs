using Shouldly;
using Slipway.Contracts;
using Xunit;

namespace Slipway.Repo.Tests.Documents;

/// <summary>An access file in the documents is one that Slipway takes.</summary>
public sealed class AccessSampleTests
{
    [Theory]
    [InlineData("docs/access.md")]
    [InlineData("docs/identity.md")]
    public void Access_files_in_the_documents_are_valid_without_a_warning(string document)
    {
        var samples = CodeBlock.In(document).Where(block => block.Language == "yaml").ToList();
        samples.ShouldNotBeEmpty();
        foreach (var sample in samples)
        {
            var file = Path.Combine(Directory.CreateTempSubdirectory("slipway-docs-").FullName, "access.yaml");
            File.WriteAllLines(file, sample.Lines);
            var (code, output) = Repository.Slipway("access", "check", "--file", file, "--as", "somebody", "--do", "view", "--on", "shop/production");
            code.ShouldBeOneOf(ExitCodes.Done, ExitCodes.Denied);
            output.ShouldNotContain("warning", Case.Sensitive, $"{sample.Document}:{sample.Line}");
        }
    }
}
