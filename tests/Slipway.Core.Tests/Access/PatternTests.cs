using Shouldly;
using Slipway.Core.Access;
using Xunit;

namespace Slipway.Core.Tests.Access;

public sealed class PatternTests
{
    [Theory]
    [InlineData("shop/production", "shop/production", true)]
    [InlineData("shop/production", "shop/staging", false)]
    [InlineData("shop/*", "shop/production", true)]
    [InlineData("shop/*", "shopping/production", false)]
    [InlineData("shop*/*", "shop/production", true)]
    [InlineData("*", "shop/production", false)]
    [InlineData("*/production", "shop/production", true)]
    [InlineData("*/*", "shop/eu/production", false)]
    [InlineData("**", "shop/eu/production", true)]
    [InlineData("shop/**", "shop/eu/production", true)]
    [InlineData("**/production", "shop/eu/production", true)]
    [InlineData("*", "", true)]
    [InlineData("*/*", "", false)]
    [InlineData("Shop/*", "shop/production", false)]
    [InlineData("s.op/*", "shop/production", false)]
    public void A_star_stays_within_a_segment_and_two_go_across(string pattern, string text, bool matches) =>
        Pattern.Matches(pattern, text).ShouldBe(matches);

    [Fact]
    public void A_pattern_of_many_stars_takes_no_longer_than_its_length() =>
        Pattern.Matches(string.Concat(Enumerable.Repeat("a*", 100)) + "b", new string('a', Pattern.MaxLength)).ShouldBeFalse();

    [Fact]
    public void A_text_longer_than_any_place_matches_nothing() =>
        Pattern.Matches("**", new string('a', Pattern.MaxLength + 1)).ShouldBeFalse();
}
