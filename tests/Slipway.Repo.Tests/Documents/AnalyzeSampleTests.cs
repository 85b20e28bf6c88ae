using Shouldly;
using Xunit;

namespace Slipway.Repo.Tests.Documents;

/// <summary>Each file in the page on analyze is judged by the command below it, and prints what stands below that.</summary>
public sealed class AnalyzeSampleTests
{
    private const string Page = "docs/analyze.md";

    [Fact]
    public void Files_in_the_page_are_judged_as_the_page_says()
    {
        var blocks = CodeBlock.In(Page).ToList();
        var files = blocks.Where(block => block.Language is "csv" or "json").ToList();
        files.Count.ShouldBe(3);
        foreach (var file in files)
        {
            var (command, shown) = (blocks[blocks.IndexOf(file) + 1], blocks[blocks.IndexOf(file) + 2]);
            (command.Language, shown.Language).ShouldBe(("sh", "text"));
            Run(file, command.Lines.ShouldHaveSingleItem()).ShouldBe(shown.Lines, $"{Page}:{command.Line}");
        }
    }

    private static string[] Run(CodeBlock file, string command)
    {
        var folder = Directory.CreateTempSubdirectory("slipway-docs-").FullName;
        var words = command.Split(' ').Skip(1).Select(word => word.EndsWith(".svg", StringComparison.Ordinal) || word.EndsWith($".{file.Language}", StringComparison.Ordinal) ? Path.Combine(folder, word) : word).ToList();
        File.WriteAllLines(words[words.IndexOf("--file") + 1], file.Lines);
        return Repository.Slipway(words).Output.TrimEnd().Split('\n');
    }
}
