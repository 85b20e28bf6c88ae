using System.Text.Json;
using Shouldly;
using Slipway.Contracts;
using Xunit;

namespace Slipway.Server.Tests.Cli.Offline;

public sealed class WindowsCheckVerbTests : IDisposable
{
    private const string OfficeHours = """
        windows:
          - { kind: allow, schedule: "0 9 * * 1-5", duration: 8h, timeZone: Europe/London, manual: true }
          - { kind: deny, schedule: "0 0 24 12 *", duration: 3d, timeZone: Europe/London, manual: false }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slipway-windows-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("2026-06-01T09:00:00+01:00", false, true, "2026-06-02T08:00:00+00:00", "2026-06-01T16:00:00+00:00")]
    [InlineData("2026-06-01T17:00:00.000+01:00", false, false, "2026-06-02T08:00:00+00:00", "2026-06-02T16:00:00+00:00")]
    [InlineData("2026-12-24T10:00:00Z", true, false, "2026-12-27T00:00:00+00:00", "2027-12-24T00:00:00+00:00")]
    public async Task Programs_get_the_answer_its_reason_and_its_next_changes(string at, bool manual, bool allowed, string open, string close)
    {
        var (code, text, error) = await RunAsync(OfficeHours, [.. manual ? ["--manual"] : (string[])[], "--at", at, "-o", "json"]);
        code.ShouldBe(allowed ? ExitCodes.Done : ExitCodes.Blocked, error);
        using var answer = JsonDocument.Parse(text);
        answer.RootElement.EnumerateObject().Select(member => member.Name).ShouldBe(["allowed", "reason", "nextOpen", "nextClose"]);
        answer.RootElement.GetProperty("allowed").GetBoolean().ShouldBe(allowed);
        answer.RootElement.GetProperty("reason").GetString().ShouldNotBeNullOrEmpty();
        answer.RootElement.GetProperty("nextOpen").GetString().ShouldBe(open);
        answer.RootElement.GetProperty("nextClose").GetString().ShouldBe(close);
    }

    [Fact]
    public async Task A_change_that_never_comes_is_null_and_not_left_out()
    {
        var (code, text, _) = await RunAsync("windows: []", "--at", "2026-06-01T09:00:00Z", "-o", "json");
        code.ShouldBe(ExitCodes.Done);
        using var answer = JsonDocument.Parse(text);
        answer.RootElement.GetProperty("nextOpen").ValueKind.ShouldBe(JsonValueKind.Null);
        answer.RootElement.GetProperty("nextClose").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task People_get_a_sentence_and_the_changes_in_their_order()
    {
        var (_, text, _) = await RunAsync(OfficeHours, "--at", "2026-06-01T09:00:00Z");
        text.ShouldStartWith("allowed: the allow window '0 9 * * 1-5' for 8h (Europe/London) is active until Mon 2026-06-01 17:00 +01:00\ncloses 2026-06-01 ");
        (await RunAsync("windows: []")).Out.ShouldBe("allowed: there are no windows\nopens  not within 9 years\ncloses not within 9 years\n");
    }

    [Fact]
    public async Task A_bad_file_is_refused_with_every_fault_on_its_line()
    {
        var (code, _, error) = await RunAsync("windows:\n  - { kind: allow, schedule: \"0 9 * *\", duration: 8h }\n  - { kind: deny, schedule: \"0 9 * * *\", duration: 32d, timeZone: Europe/Londn }\n");
        code.ShouldBe(ExitCodes.Invalid);
        error.ShouldContain("windows.yaml:2:30: windows[0].schedule: '0 9 * *' has 4 fields");
        error.ShouldContain("windows.yaml:3:52: windows[1].duration: is longer than 31d");
        error.ShouldContain("windows.yaml:3:67: windows[1].timeZone: 'Europe/Londn' is not a time zone (did you mean 'Europe/London'?)");
    }

    [Theory]
    [InlineData("2026-06-01T09:00:00")]
    [InlineData("2026-06-01")]
    [InlineData("today")]
    public async Task An_instant_without_its_offset_is_refused(string at)
    {
        var (code, _, error) = await RunAsync(OfficeHours, "--at", at);
        (code, error.Contains($"'{at}' is not an instant", StringComparison.Ordinal)).ShouldBe((ExitCodes.Invalid, true));
    }

    private async Task<(int Code, string Out, string Error)> RunAsync(string file, params string[] options)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "windows.yaml"), file);
        var test = new TestTerminal(_folder.FullName);
        return (await test.RunAsync(["windows", "check", "--file", "windows.yaml", .. options]), test.Out, test.Error);
    }
}
