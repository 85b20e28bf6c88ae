using Shouldly;
using Xunit;

namespace Slipway.Repo.Tests.Documents;

/// <summary>The example of an import comes out as the page says.</summary>
public sealed class ImportSampleTests
{
    [Fact]
    public void The_manifests_of_the_page_become_the_spec_of_the_page()
    {
        var blocks = CodeBlock.In("docs/import.md").Where(block => block.Language == "yaml").ToList();
        blocks.Count.ShouldBe(2);
        var folder = Directory.CreateTempSubdirectory("slipway-import-").FullName;
        var (manifests, spec) = (Path.Combine(folder, "canary.yaml"), Path.Combine(folder, "slipway.yaml"));
        File.WriteAllLines(manifests, blocks[0].Lines);
        var (code, output) = Repository.Slipway("import", manifests, "--out", spec);
        code.ShouldBe(0, output);
        File.ReadLines(spec).Where(line => !line.TrimStart().StartsWith('#')).ShouldBe(blocks[1].Lines);
    }
}
