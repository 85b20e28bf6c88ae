using System.Runtime.CompilerServices;
using Shouldly;
using Slipway.Core.Notices;
using Slipway.Core.Specs;
using Slipway.Testing;
using Xunit;

namespace Slipway.Core.Tests.Notices;

public sealed class NoticesReaderTests
{
    public static TheoryData<string> Bad => Files("Bad");

    public static TheoryData<string> Good => Files("Good");

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_file_is_answered_with_every_error_at_once(string name)
    {
        var result = Read("Bad", name);
        result.IsValid.ShouldBeFalse();
        Golden.ShouldMatch(Lines(result.Errors, name), $"Bad/{name}.txt");
    }

    [Theory]
    [MemberData(nameof(Good))]
    public void A_good_file_has_neither_errors_nor_warnings(string name)
    {
        var result = Read("Good", name);
        Lines([.. result.Errors, .. result.Warnings], name).ShouldBe("");
        result.IsValid.ShouldBeTrue();
    }

    [Fact]
    public void A_secret_that_is_written_in_place_is_refused_and_not_repeated() =>
        string.Concat(Read("Bad", "secrets-in-place").Errors).ShouldNotContain("canary-secret");

    [Fact]
    public void Each_channel_becomes_what_its_notifier_needs()
    {
        var file = Read("Good", "everything").File!;
        file.Destinations.Select(d => (d.Name, d.Channel.Name)).ShouldBe(
        [
            ("audit-hook", "webhook"), ("team", "slack"), ("release-channel", "teams"), ("managers", "email"),
            ("pager", "pagerduty"), ("splunk", "splunk"), ("datadog", "datadog"), ("relay", "email"),
        ]);
        file.Secrets.Select(s => s.Env ?? s.File).ShouldBe(
            ["WEBHOOK_SECRET", "SLACK_URL", "secrets/teams-url", "/run/secrets/smtp", "PAGERDUTY_KEY", "SPLUNK_TOKEN", "DD_API_KEY", "CI_SECRET"]);
        file.Secrets.First().Line.ShouldBe(3);
        (file.Retry.Attempts, file.Retry.Within, file.Inbound[0].Principal).ShouldBe((500, TimeSpan.FromDays(2), "hook/ci"));
    }

    [Fact]
    public void A_template_fault_is_reported_on_its_line_wherever_the_text_begins()
    {
        const string Yaml = """
            destinations:
              - name: team
                slack: { url: { env: SLACK_URL } }
                title: "{{nope}}"
                text: |
                  first
                  {{nope}}
            routes: [{ to: [team] }]
            """;
        var result = NoticesReader.Read(Yaml, text => text.Contains("nope", StringComparison.Ordinal) ? new TemplateFault(text.StartsWith("first", StringComparison.Ordinal) ? 2 : 1, "is no template") : null);
        result.Errors.Select(e => (e.Path, e.Line)).ShouldBe([("destinations[0].title", 4), ("destinations[0].text", 7)]);
        result.IsValid.ShouldBeFalse();
    }

    [Fact]
    public void A_destination_to_which_no_route_leads_is_warned_of()
    {
        var result = NoticesReader.Read("destinations: [{ name: team, slack: { url: { env: A } } }]", _ => null);
        result.IsValid.ShouldBeTrue();
        result.Warnings.ShouldHaveSingleItem().Message.ShouldContain("no route");
    }

    private static NoticesResult Read(string folder, string name) => NoticesReader.Read(File.ReadAllText($"{Folder(folder)}/{name}.yaml"), _ => null);

    private static string Lines(IEnumerable<SpecError> errors, string name) => string.Concat(errors.Select(e => e.Format(name + ".yaml") + "\n"));

    private static TheoryData<string> Files(string folder) =>
        [.. Directory.GetFiles(Folder(folder), "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    private static string Folder(string name, [CallerFilePath] string caller = "") => Path.Combine(Path.GetDirectoryName(caller)!, name);
}
