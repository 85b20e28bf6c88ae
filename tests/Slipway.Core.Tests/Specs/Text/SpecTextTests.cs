using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Slipway.Core.Specs.Text;
using Xunit;

namespace Slipway.Core.Tests.Specs.Text;

public sealed class SpecTextTests
{
    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("10s", 10_000)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("2d", 172_800_000)]
    [InlineData("0s", 0)]
    [InlineData("1m1ms", 60_001)]
    public void A_duration_is_read_and_written(string text, long milliseconds)
    {
        SpecDuration.TryParse(text, out var duration).ShouldBeTrue();
        duration.ShouldBe(TimeSpan.FromMilliseconds(milliseconds));
        SpecDuration.Format(duration).ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("5")]
    [InlineData("5 m")]
    [InlineData("m5")]
    [InlineData("1.5h")]
    [InlineData("-5s")]
    [InlineData("30m1h")]
    [InlineData("5s5s")]
    [InlineData("5S")]
    [InlineData("99999999999999d")]
    [InlineData("999999999999d")]
    public void A_text_that_is_no_duration_is_refused(string? text) => SpecDuration.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("5%", true)]
    [InlineData("0.5%", true)]
    [InlineData("5", false)]
    [InlineData("5 %", false)]
    [InlineData("-5%", false)]
    [InlineData(".5%", false)]
    [InlineData("5.%", false)]
    [InlineData("1e3%", false)]
    [InlineData("0.0000001%", false)]
    public void A_percentage_has_digits_and_its_sign(string text, bool good) => SpecPercent.TryParse(text, out _).ShouldBe(good);

    [Theory]
    [InlineData("512Mi", 536_870_912)]
    [InlineData("10Ki", 10_240)]
    [InlineData("1Gi", 1_073_741_824)]
    [InlineData("1025", 1_025)]
    [InlineData("0", 0)]
    public void A_size_is_read_and_written(string text, long bytes)
    {
        SpecSize.TryParse(text, out var size).ShouldBeTrue();
        size.ShouldBe(bytes);
        SpecSize.Format(size).ShouldBe(text);
    }

    [Theory]
    [InlineData("10MB")]
    [InlineData("Mi")]
    [InlineData("-1Ki")]
    [InlineData("9223372036854775807Ki")]
    [InlineData("1.5Gi")]
    public void A_text_that_is_no_size_is_refused(string text) => SpecSize.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Every_duration_in_milliseconds_reads_back_as_itself() =>
        Prop.ForAll(Longs(31L * 86_400_000), milliseconds =>
        {
            var duration = TimeSpan.FromMilliseconds(milliseconds);
            SpecDuration.TryParse(SpecDuration.Format(duration), out var back).ShouldBeTrue();
            back.ShouldBe(duration);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_size_reads_back_as_itself() =>
        Prop.ForAll(Longs(long.MaxValue), bytes =>
        {
            SpecSize.TryParse(SpecSize.Format(bytes), out var back).ShouldBeTrue();
            back.ShouldBe(bytes);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_percentage_reads_back_as_itself() =>
        Prop.ForAll(Gen.Choose(0, 100_000_000).ToArbitrary(), millionths =>
        {
            var percent = millionths / 1_000_000m;
            SpecPercent.TryParse(SpecPercent.Format(percent), out var back).ShouldBeTrue();
            back.ShouldBe(percent);
        }).QuickCheckThrowOnFailure();

    private static Arbitrary<long> Longs(long max) =>
        Gen.Choose(0, int.MaxValue).Select(seed => new Random(seed).NextInt64(max)).ToArbitrary();
}
