using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Slipway.Core.Gates;
using Xunit;

namespace Slipway.Core.Tests.Gates;

public sealed class GlobTests
{
    [Theory]
    [InlineData("main", "main", true)]
    [InlineData("main", "mainline", false)]
    [InlineData("release/*", "release/2.0", true)]
    [InlineData("release/*", "release/2.0/hotfix", false)]
    [InlineData("release/**", "release/2.0/hotfix", true)]
    [InlineData("*/production", "shop/production", true)]
    [InlineData("*/production", "a/b/production", false)]
    [InlineData("**", "", true)]
    [InlineData("**", "shop/production", true)]
    [InlineData("*", "shop/production", false)]
    [InlineData("s*p/p*n", "shop/production", true)]
    [InlineData("Main", "main", false)]
    public void A_star_stays_within_a_segment_and_two_go_across(string pattern, string text, bool matches) => Glob.Matches(pattern, text).ShouldBe(matches);

    [Fact]
    public void It_says_what_the_same_pattern_as_a_regular_expression_says()
    {
        var texts = Gen.Elements('a', 'b', '/', '*').ListOf().Select(l => new string([.. l.Take(8)]));
        Prop.ForAll(texts.Two().ToArbitrary(), pair =>
        {
            var (pattern, text) = (pair.Item1, pair.Item2.Replace('*', 'a'));
            // Three stars are two and one.
            var expression = Regex.Escape(pattern).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal);
            return Glob.Matches(pattern, text) == Regex.IsMatch(text, $@"\A(?:{expression})\z");
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("release/*", true)]
    public void What_is_empty_or_has_white_space_is_no_pattern(string text, bool isPattern) => Glob.IsPattern(text).ShouldBe(isPattern);
}
