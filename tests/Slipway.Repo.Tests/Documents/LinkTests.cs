using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Slipway.Repo.Tests.Documents;

public sealed partial class LinkTests
{
    [Fact]
    public void Every_link_between_files_leads_somewhere()
    {
        var broken = new List<string>();
        foreach (var document in Repository.Documents)
        {
            foreach (Match link in Link.Matches(Repository.Read(document)))
            {
                var (path, anchor) = (link.Groups["path"].Value, link.Groups["anchor"].Value);
                var target = path.Length == 0 ? document : Path.Join(Path.GetDirectoryName(document), path);
                if (!Repository.Exists(target))
                    broken.Add($"{document}: {path}");
                else if (anchor.Length > 0 && target.EndsWith(".md", StringComparison.Ordinal) && !Anchors(target).Contains(anchor))
                    broken.Add($"{document}: {path}#{anchor}");
            }
        }

        broken.ShouldBeEmpty();
    }

    [Fact]
    public void Decisions_have_numbers_of_their_own_and_are_found_by_them()
    {
        var decisions = Repository.Files.Select(file => Decision.Match(file)).Where(match => match.Success).Select(match => match.Groups[1].Value).ToList();
        decisions.ShouldBeUnique();
        Repository.Files
            .Where(file => file.EndsWith(".md", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(file => DecisionMention.Matches(Repository.Read(file)).Select(match => (file, number: match.Groups[1].Value)))
            .Where(mention => !decisions.Contains(mention.number))
            .ShouldBeEmpty();
    }

    /// <summary>As a Markdown viewer names headings: small letters, spaces as dashes, no other signs.</summary>
    private static HashSet<string> Anchors(string document) =>
    [
        .. Heading.Matches(Repository.Read(document))
            .Select(match => NoAnchorSign.Replace(match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-')),
    ];

    [GeneratedRegex(@"\]\((?!\w+:)(?<path>[^)#\s]*)(?:#(?<anchor>[^)\s]*))?\)")]
    private static partial Regex Link { get; }

    [GeneratedRegex(@"^#+\s+(.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading { get; }

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchorSign { get; }

    [GeneratedRegex(@"^docs/decisions/(\d{4})-[a-z0-9-]+\.md$")]
    private static partial Regex Decision { get; }

    [GeneratedRegex(@"\b(?:decisions/|[Dd]ecision )(\d{4})\b")]
    private static partial Regex DecisionMention { get; }
}
