using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Slipway.Repo.Tests.Documents;

/// <summary>A file of notices in the documents is one that Slipway takes, and each channel has one.</summary>
public sealed partial class NoticesSampleTests
{
    private static readonly IReadOnlyList<CodeBlock> Samples =
    [
        .. CodeBlock.In("docs/notices.md").Where(block => block.Language == "yaml"),
    ];

    [Fact]
    public void Files_of_notices_in_the_documents_are_valid_without_a_warning()
    {
        foreach (var sample in Samples)
        {
            var file = Path.Combine(Directory.CreateTempSubdirectory("slipway-docs-").FullName, "notices.yaml");
            File.WriteAllLines(file, sample.Lines);
            var (code, output) = Repository.Slipway("notices", "check", "-f", file);
            code.ShouldBe(0, $"{sample.Document}:{sample.Line}\n{output}");
            output.ShouldNotContain("warning", Case.Sensitive, $"{sample.Document}:{sample.Line}");
        }
    }

    [Fact]
    public void Each_channel_has_an_example()
    {
        var channels = Channel.Matches(Repository.Read("docs/reference/notices.md")).Select(match => match.Groups["name"].Value).ToList();
        channels.Count.ShouldBeGreaterThan(6);
        var text = string.Join('\n', Samples.SelectMany(sample => sample.Lines));
        channels.Where(channel => !text.Contains($"{channel}:", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [GeneratedRegex(@"^## `destinations\[\]\.(?<name>\w+)`", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Channel { get; }
}
