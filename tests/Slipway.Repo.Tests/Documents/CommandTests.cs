using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Slipway.Repo.Tests.Documents;

/// <summary>What a document tells its reader to type exists.</summary>
public sealed partial class CommandTests
{
    private static readonly IReadOnlyList<string[]> Commands =
    [
        .. Repository.Documents
            .SelectMany(CodeBlock.In)
            .Where(block => block.Language is "sh" or "console" or "bash" or "")
            .SelectMany(block => string.Join('\n', block.Lines).Replace("\\\n", " ", StringComparison.Ordinal).Split('\n'))
            .Select(line => Prompt.Replace(line, "").Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)),
    ];

    [Fact]
    public void Every_dev_command_in_the_documents_is_one()
    {
        var help = Repository.Run(Path.Combine(Repository.Root, "dev"), "help").Output;
        Named("./dev").Where(words => !Regex.IsMatch(help, $@"^  {Regex.Escape(words[1])}\b", RegexOptions.Multiline)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_command_of_dev_has_its_script()
    {
        var help = Repository.Run(Path.Combine(Repository.Root, "dev"), "help").Output;
        var commands = HelpEntry.Matches(help).Select(match => match.Groups[1].Value).ToList();
        commands.ShouldContain("demo");
        commands.Where(command => !Repository.Exists($"eng/{command}.sh")).ShouldBeEmpty();
    }

    [Fact]
    public void Every_verb_in_the_documents_is_one_and_takes_the_options_shown()
    {
        var wrong = new List<string>();
        foreach (var group in Named("slipway").Where(words => !words[1].StartsWith('-')).GroupBy(Verb))
        {
            var help = Repository.Slipway([.. group.Key.Split(' '), "--help"]).Output;
            if (!help.Contains($"slipway {group.Key}", StringComparison.Ordinal))
                wrong.Add($"slipway {group.Key}: no such verb");
            var options = group.SelectMany(words => words).Where(word => word.StartsWith('-') && word != "--").Select(word => word.Split('=')[0]).Distinct();
            wrong.AddRange(options.Where(option => !Regex.IsMatch(help, $@"(?<![\w-]){Regex.Escape(option)}(?![\w-])")).Select(option => $"slipway {group.Key} {option}: no such option"));
        }

        wrong.ShouldBeEmpty();
    }

    /// <summary>Some verbs have two words: <c>store prune</c>.</summary>
    private static string Verb(string[] words) => words switch
    {
        [_, "store" or "audit" or "notices" or "windows" or "release" or "token" or "access" or "freeze", var second, ..] => $"{words[1]} {second}",
        [_, "checklist", "run" or "sign" or "withdraw", ..] => $"checklist {words[2]}",
        _ => words[1],
    };

    private static IEnumerable<string[]> Named(string program) => Commands.Where(words => words.Length > 1 && words[0] == program);

    [GeneratedRegex(@"^\s*\$?\s*")]
    private static partial Regex Prompt { get; }

    [GeneratedRegex(@"^  (\w+)", RegexOptions.Multiline)]
    private static partial Regex HelpEntry { get; }
}
