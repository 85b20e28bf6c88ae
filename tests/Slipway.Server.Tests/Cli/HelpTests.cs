using Shouldly;
using Slipway.Cli;
using Slipway.Testing;
using Xunit;

namespace Slipway.Server.Tests.Cli;

public sealed class HelpTests
{
    public static TheoryData<string> Verbs =>
        [.. CommandTree.Build(new TestTerminal().Terminal).Subcommands.SelectMany(c => c.Subcommands.Select(second => $"{c.Name} {second.Name}").Prepend(c.Name))];

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Each_verb_has_help_with_an_example(string verb)
    {
        var test = new TestTerminal();
        (await test.RunAsync([.. verb.Split(' '), "--help"])).ShouldBe(0);
        test.Out.ShouldContain($"  slipway {verb}");
        Golden.ShouldMatch(test.Out, $"Golden/help-{verb.Replace(' ', '-')}.txt");
    }

    [Fact]
    public async Task The_program_lists_its_verbs()
    {
        var test = new TestTerminal();
        (await test.RunAsync("--help")).ShouldBe(0);
        Golden.ShouldMatch(test.Out, "Golden/help.txt");
    }
}
