using Shouldly;
using Slipway.Kubernetes.Fencing;
using Xunit;

namespace Slipway.Kubernetes.Tests.Fencing;

public sealed class OrderStampTests
{
    [Fact]
    public void It_reads_what_it_wrote()
    {
        OrderStamp.TryParse(new OrderStamp(12, 7).ToString(), out var read).ShouldBeTrue();
        read.ShouldBe(new OrderStamp(12, 7));
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("7.x")]
    [InlineData("-1.2")]
    [InlineData("1.2.3")]
    public void What_a_person_wrote_there_is_no_stamp(string text) => OrderStamp.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void A_turn_counts_within_a_fence()
    {
        (new OrderStamp(1, 9) < new OrderStamp(2, 0)).ShouldBeTrue();
        (new OrderStamp(2, 9) > new OrderStamp(2, 8)).ShouldBeTrue();
        (new OrderStamp(2, 9) < new OrderStamp(2, 9)).ShouldBeFalse();
    }
}
