using Shouldly;
using Slipway.Core.Specs.Schema;
using Xunit;

namespace Slipway.Core.Tests.Specs.Schema;

public sealed class LikenessTests
{
    private static readonly string[] Keys = ["weights", "observe", "keepWarm", "max", "min", "for"];

    [Theory]
    [InlineData("weight", "weights")]
    [InlineData("obsevre", "observe")]
    [InlineData("keep-warm", "keepWarm")]
    [InlineData("KEEP_WARM", "keepWarm")]
    [InlineData("mx", "max")]
    [InlineData("duration", null)]
    [InlineData("", null)]
    public void A_mistyped_word_finds_the_one_it_stands_for(string word, string? meant) => Likeness.Nearest(word, Keys).ShouldBe(meant);
}
