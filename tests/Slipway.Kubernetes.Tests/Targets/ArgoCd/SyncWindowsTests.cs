using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Core.Gates.Windows;
using Slipway.Core.Specs.Model;
using Slipway.Kubernetes.Targets.ArgoCd;
using Xunit;

namespace Slipway.Kubernetes.Tests.Targets.ArgoCd;

public sealed class SyncWindowsTests
{
    [Theory]
    [InlineData("0 9 * * MON-THU", "0 9 * * 1,2,3,4")]
    [InlineData("0 9 * * 1-7", "0 9 * * 0,1,2,3,4,5,6")]
    [InlineData("0 9 * * FRI-SUN", "0 9 * * 0,5,6")]
    [InlineData("0 9 * * */2", "0 9 * * 0,2,4,6")]
    [InlineData("0 9 * * 7", "0 9 * * 0")]
    [InlineData("0 0 13 * *", "0 0 13 * *")]
    [InlineData("*/15 9-17 * JAN,MAR *", "*/15 9-17 * JAN,MAR *")]
    public void Days_of_the_week_are_written_as_Argo_CD_reads_them(string schedule, string written) => ((string?)Entry(schedule, TimeSpan.FromHours(1))["schedule"]).ShouldBe(written);

    [Theory]
    [InlineData(90, "1h30m")]
    [InlineData(14 * 24 * 60, "336h")]
    [InlineData(5, "5m")]
    public void Durations_are_written_as_Go_reads_them(int minutes, string written) => ((string?)Entry("0 9 * * *", TimeSpan.FromMinutes(minutes))["duration"]).ShouldBe(written);

    [Fact]
    public void An_entry_is_for_our_Applications_and_lets_syncs_by_hand_pass() =>
        Entry("0 9 * * *", TimeSpan.FromHours(7)).ToJsonString().ShouldBe(
            """{"kind":"deny","schedule":"0 9 * * *","duration":"7h","timeZone":"Europe/London","applications":["shop"],"manualSync":true}""");

    [Fact]
    public void Others_stay_even_if_they_look_like_ours()
    {
        var ours = new JsonArray(Entry("0 9 * * *", TimeSpan.FromHours(7)));
        var there = new JsonArray(Entry("0 9 * * *", TimeSpan.FromHours(7)), JsonNode.Parse("""{ "kind": "allow" }"""), Entry("0 9 * * *", TimeSpan.FromHours(7)));

        var replaced = SyncWindows.Replaced(there, ours, [Entry("0 10 * * *", TimeSpan.FromHours(1))]);

        replaced.Select(entry => (string?)entry!["schedule"]).ShouldBe([null, "0 9 * * *", "0 10 * * *"]);
    }

    private static JsonObject Entry(string schedule, TimeSpan duration) => SyncWindows.Of(
        [new WindowSpec { Kind = WindowKind.Deny, Schedule = CronSchedule.Parse(schedule), Duration = duration, TimeZone = "Europe/London" }], ["shop", "shop"])[0]!.DeepClone().AsObject();
}
