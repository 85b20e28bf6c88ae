using Shouldly;
using Slipway.Core.Notices.Model;
using Xunit;
using static Slipway.Core.Tests.Notices.SampleNotices;

namespace Slipway.Core.Tests.Notices.Model;

public sealed class NoticeRouteTests
{
    [Fact]
    public void A_notice_goes_once_to_each_destination_of_all_routes_that_take_it()
    {
        NoticeRoute[] routes =
        [
            new() { To = ["log"] },
            new() { To = ["team", "log"], On = ["rollout.*"], For = ["shop/*"] },
            new() { To = ["pager"], On = ["rollout.rolling-back"] },
            new() { To = ["billing"], For = ["billing/**"] },
        ];
        NoticeRoute.Destinations(routes, Notice()).ShouldBe(["log", "team"]);
        NoticeRoute.Destinations(routes, Notice("rollout.rolling-back", environment: "staging")).ShouldBe(["log", "team", "pager"]);
        NoticeRoute.Destinations(routes, Notice(app: "billing")).ShouldBe(["log", "billing"]);
    }
}
