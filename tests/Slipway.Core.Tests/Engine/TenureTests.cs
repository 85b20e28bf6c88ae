using Shouldly;
using Slipway.Core.Engine;
using Slipway.Core.Simulation;
using Xunit;

namespace Slipway.Core.Tests.Engine;

public sealed class TenureTests
{
    [Fact]
    public void It_holds_for_a_term_from_the_question_and_not_before_the_first_answer()
    {
        var time = new VirtualTime();
        var tenure = new Tenure(time, TimeSpan.FromSeconds(3));
        tenure.Holds.ShouldBeFalse();

        var asked = time.GetTimestamp();
        time.Advance(TimeSpan.FromSeconds(1));
        tenure.Renew(asked);
        tenure.Holds.ShouldBeTrue();
        time.Advance(TimeSpan.FromSeconds(2) - TimeSpan.FromTicks(1));
        tenure.Holds.ShouldBeTrue();
        time.Advance(TimeSpan.FromTicks(1));
        tenure.Holds.ShouldBeFalse();
    }
}
