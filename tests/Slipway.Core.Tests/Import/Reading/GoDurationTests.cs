using Shouldly;
using Slipway.Core.Import.Reading;
using Xunit;

namespace Slipway.Core.Tests.Import.Reading;

public sealed class GoDurationTests
{
    [Theory]
    [InlineData("30", 30)]
    [InlineData("90s", 90)]
    [InlineData("1h30m", 5400)]
    [InlineData("1.5h", 5400)]
    [InlineData("500ms", 0.5)]
    [InlineData("0", 0)]
    public void A_duration_of_Go_or_seconds_is_read(string text, double seconds)
    {
        GoDuration.TryParse(text, out var duration).ShouldBeTrue();
        duration.TotalSeconds.ShouldBe(seconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("-5s")]
    [InlineData("5 s")]
    [InlineData("h")]
    [InlineData("1e9h")]
    [InlineData("99999999999h")]
    public void Anything_else_is_not(string text) => GoDuration.TryParse(text, out _).ShouldBeFalse();
}
