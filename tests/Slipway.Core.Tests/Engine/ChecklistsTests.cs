using Shouldly;
using Slipway.Core.Engine;
using Slipway.Core.Gates.Checklists;
using Slipway.Core.Simulation;
using Slipway.Core.Specs;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Engine;

public sealed class ChecklistsTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;
    private static readonly ReleaseVersion Release = ReleaseVersion.Parse("2.0.0");

    private static readonly Place Place = Read("""
        app: shop
        artifact: ./releases/{version}
        environments:
          production:
            target: { processes: { command: [./run], ready: { tcp: true } } }
            strategy: { rolling: {} }
            checklist:
              groups:
                - group: security
                  items:
                    - { id: secrets, item: Secrets are rotated, role: security, expires: 30d, perRelease: false }
                    - { id: review, item: It was reviewed, role: security }
                    - { id: yes, item: Yes, sql: { database: SHOP, query: "yes" } }
                    - { id: version, item: The version, sql: { database: SHOP, query: "{app} {environment} {version}" } }
                - group: later
                  after: deploy
                  items:
                    - { id: never, item: Never, sql: { database: SHOP, query: never }, timeout: 50ms }
                    - { id: metric, item: A metric, metric: { name: error-rate, max: 1% } }
        """);

    private readonly InMemoryStore _store = new(TimeProvider.System);
    private readonly Checklists _checklists;

    public ChecklistsTests() => _checklists = new Checklists(_store, [new AnsweringCheck()], TimeProvider.System);

    [Fact]
    public async Task Who_has_the_role_signs_off_and_another_server_sees_it()
    {
        (await SignAsync("secrets", ["security", "dba"], "a link")).IsAccepted.ShouldBeTrue();
        var other = await new Checklists(_store, [], TimeProvider.System).ReadAsync(Place.Key, Cancellation);
        var answer = other.Answers.ShouldHaveSingleItem();
        var signed = answer.Event.ShouldBeOfType<ItemSigned>();
        (signed.By, signed.Role, signed.Release, signed.Until - answer.At).ShouldBe(("alice", "security", null, TimeSpan.FromDays(30)));
        var stored = (await _store.ReadStreamAsync("checklist/shop/production", 0, Cancellation)).ShouldHaveSingleItem();
        (stored.Type, stored.Actor).ShouldBe(("checklist.signed", "alice"));
    }

    [Fact]
    public async Task A_sign_off_without_the_role_evidence_or_a_version_or_for_too_long_is_refused()
    {
        await RefusedAsync("secrets", [], "a link", RefusalKind.Denied, "you have no role there");
        await RefusedAsync("secrets", ["dba"], "a link", RefusalKind.Denied, "you have dba there");
        await RefusedAsync("secrets", ["security"], "  ", RefusalKind.Invalid, "needs evidence");
        await RefusedAsync("secrets", ["security"], new string('x', Checklists.MaxEvidence + 1), RefusalKind.Invalid, "give a link to the whole");
        await RefusedAsync("secrets", ["security"], "a link", RefusalKind.Invalid, "counts for at most 30d, not 31d", TimeSpan.FromDays(31));
        await RefusedAsync("secrets", ["security"], "a link", RefusalKind.Invalid, "not 0s", TimeSpan.Zero);
        await RefusedAsync("review", ["security"], "a link", RefusalKind.Invalid, "--release VERSION", release: null);
        await RefusedAsync("none", ["security"], "a link", RefusalKind.NotFound, "no item 'none'");
        (await _store.HeadAsync(Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task Checks_are_run_with_their_words_filled_in_and_what_they_find_is_kept_on_one_line()
    {
        var state = (await _checklists.RunAsync(Place, [], ChecklistMoment.Before, Release, "alice", Cancellation)).Value!;
        state.Answers.Select(a => (a.Event.Item, a.IsGood, a.Event.Evidence)).ShouldBe(
            [("version", false, "it said shop production 2.0.0"), ("yes", true, "it said yes")]);
        state.Answers.ShouldAllBe(a => a.Event.Release == Release);
    }

    [Fact]
    public async Task A_check_that_does_not_answer_or_that_nobody_can_run_is_no_pass()
    {
        var state = (await _checklists.RunAsync(Place, [], ChecklistMoment.After, Release, "alice", Cancellation)).Value!;
        state.Answers.Select(a => (a.Event.Item, a.IsGood, a.Event.Evidence)).ShouldBe(
            [("metric", false, "this server cannot run checks of the kind metric"), ("never", false, "no answer within 50ms")]);
    }

    [Fact]
    public async Task People_who_answer_at_once_do_not_lose_each_others_answers()
    {
        var others = Enumerable.Range(0, 10).Select(_ => new Checklists(_store, [], TimeProvider.System)).ToList();
        await Task.WhenAll(others.Select((checklists, n) => checklists.SignAsync(
            Place, "review", null, ["security"], $"a link {n}", null, ReleaseVersion.Parse($"1.{n}"), "alice", Cancellation)));
        (await _checklists.ReadAsync(Place.Key, Cancellation)).Answers.Count.ShouldBe(10);
    }

    [Fact]
    public async Task What_is_withdrawn_does_not_count_any_more()
    {
        await SignAsync("secrets", ["security"], "a link");
        (await _checklists.WithdrawAsync(Place, "secrets", "it was wrong", "bob", Cancellation)).Value!.Answers.ShouldBeEmpty();
    }

    private Task<Outcome<ChecklistState>> SignAsync(string id, IReadOnlyCollection<string> roles, string evidence) =>
        _checklists.SignAsync(Place, id, null, roles, evidence, null, Release, "alice", Cancellation);

    private async Task RefusedAsync(
        string id, IReadOnlyCollection<string> roles, string evidence, RefusalKind kind, string message, TimeSpan? lasts = null, string? release = "2.0.0")
    {
        var version = release is null ? (ReleaseVersion?)null : ReleaseVersion.Parse(release);
        var outcome = await _checklists.SignAsync(Place, id, null, roles, evidence, lasts, version, "alice", Cancellation);
        outcome.IsAccepted.ShouldBeFalse();
        outcome.Refusal!.Kind.ShouldBe(kind);
        outcome.Refusal.Message.ShouldContain(message);
    }

    private static Place Read(string yaml)
    {
        var result = SpecReader.Read(yaml, "/srv");
        result.Errors.ShouldBeEmpty();
        return new Place(new EnvironmentKey("shop", "production"), result.Spec!, result.Spec!.Environments[0]);
    }
}
