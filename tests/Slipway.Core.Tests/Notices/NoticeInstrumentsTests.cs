using Shouldly;
using Slipway.Core.Notices;
using Slipway.Core.Ports;
using Slipway.Testing;
using Xunit;

namespace Slipway.Core.Tests.Notices;

public sealed class NoticeInstrumentsTests
{
    [Fact]
    public void What_is_open_is_told_once_it_is_known()
    {
        using var figures = new Figures();
        var instruments = new NoticeInstruments(figures.Meter);
        figures.Now("slipway.notices.open{state=dead}").ShouldBeNull();
        instruments.See(new OpenDeliveries(Pending: 3, Dead: 2));
        (figures.Now("slipway.notices.open{state=pending}"), figures.Now("slipway.notices.open{state=dead}")).ShouldBe((3, 2));
    }
}
