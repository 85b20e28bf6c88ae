using Shouldly;
using Slipway.Core.Access.Tokens;
using Xunit;

namespace Slipway.Core.Tests.Access.Tokens;

public sealed class TokenTextTests
{
    private static readonly TokenText Text = new("0123456789ab", new string('c', 64));

    [Fact]
    public void A_token_reads_back_what_it_shows()
    {
        TokenText.TryParse(Text.Reveal(), out var read).ShouldBeTrue();
        read.ShouldBe(Text);
    }

    [Fact]
    public void Its_text_leaves_the_secret_out()
    {
        Text.ToString().ShouldBe("slip_0123456789ab_…");
        $"{Text}".ShouldNotContain("ccc");
    }

    [Theory]
    [InlineData("")]
    [InlineData("slip_")]
    [InlineData("slip_0123456789ab")]
    [InlineData("slip_0123456789ab_cc")]
    [InlineData("slip_0123456789AB_cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc")]
    [InlineData("slip_0123456789ab_ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc\n")]
    [InlineData("slip_0123456789ab_cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc_")]
    [InlineData("ghp_0123456789ab_cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc")]
    public void What_is_not_whole_is_no_token(string text) => TokenText.TryParse(text, out _).ShouldBeFalse();
}
