using System.Text.RegularExpressions;
using Shouldly;
using Slipway.Repo.Tests.Documents;
using Xunit;

namespace Slipway.Repo.Tests.Image;

/// <summary>The options of <c>./dev image</c>.</summary>
public sealed partial class ImageOptionTests
{
    private const string Script = "eng/image.sh";
    private const string Page = "docs/install-kubernetes.md";

    private static IReadOnlyList<string> Options { get; } = [.. CaseLabel.Matches(Repository.Read(Script)).Select(match => match.Groups[1].Value)];

    [Fact]
    public void Every_option_is_in_the_usage_in_the_help_and_on_the_page()
    {
        Options.ShouldContain("--base");
        var usage = string.Join('\n', Repository.Read(Script).Split('\n').Skip(1).TakeWhile(line => line.StartsWith('#')));
        var help = Repository.Run(Path.Combine(Repository.Root, "dev"), "help").Output;
        foreach (var text in (string[])[usage, help, Repository.Read(Page)])
            Options.Where(option => !Regex.IsMatch(text, $@"{option}\b")).ShouldBeEmpty();
    }

    [Fact]
    public void Every_option_on_the_page_is_one() =>
        CodeBlock.In(Page).SelectMany(block => block.Lines)
            .Where(line => line.StartsWith("./dev image", StringComparison.Ordinal))
            .SelectMany(line => line.Split(' ').Where(word => word.StartsWith("--", StringComparison.Ordinal)))
            .Except(Options).ShouldBeEmpty();

    [Fact]
    public void An_option_that_it_does_not_know_is_refused_by_name() =>
        Repository.Run(Path.Combine(Repository.Root, "dev"), "image", "--nonsense").ShouldBe((2, "./dev image: no option '--nonsense'.\n"));

    [Fact]
    public void A_program_that_is_not_there_is_refused_before_anything_is_built()
    {
        var (code, output) = Repository.Run(Path.Combine(Repository.Root, "dev"), "image", "--with", "./no-such-program");
        code.ShouldBe(2, output);
        output.ShouldContain("./dev image: --with ./no-such-program: there is no such program.");
    }

    [GeneratedRegex(@"^ +(--[a-z]+)\)", RegexOptions.Multiline)]
    private static partial Regex CaseLabel { get; }
}
