using Shouldly;
using Slipway.Core.Specs.Text;
using Xunit;

namespace Slipway.Core.Tests.Specs.Text;

public sealed class TMinusTests
{
    [Theory]
    [InlineData("T", 0, "T")]
    [InlineData("T-24h", -1440, "T-1d")]
    [InlineData("T-0:15", -15, "T-15m")]
    [InlineData("T+0:05", 5, "T+5m")]
    [InlineData("T+2:00", 120, "T+2h")]
    [InlineData("T+1h30m", 90, "T+1h30m")]
    [InlineData("T-31d", -44_640, "T-31d")]
    public void A_time_counts_from_the_deployment(string text, int minutes, string shown)
    {
        TMinus.TryParse(text, out var at).ShouldBeTrue();
        at.TotalMinutes.ShouldBe(minutes);
        TMinus.Format(at).ShouldBe(shown);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("24h")]
    [InlineData("-24h")]
    [InlineData("T24h")]
    [InlineData("T-")]
    [InlineData("T-1:5")]
    [InlineData("T-0:60")]
    [InlineData("T-1:2:3")]
    [InlineData("T--1h")]
    [InlineData("T-32d")]
    public void Anything_else_is_none(string? text) => TMinus.TryParse(text, out _).ShouldBeFalse();
}
