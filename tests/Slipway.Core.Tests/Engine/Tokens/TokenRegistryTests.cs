using Shouldly;
using Slipway.Core.Access;
using Slipway.Core.Access.Tokens;
using Slipway.Core.Engine;
using Slipway.Core.Engine.Tokens;
using Slipway.Core.Ports;
using Slipway.Core.Simulation;
using Slipway.Core.Upkeep;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Engine.Tokens;

public sealed class TokenRegistryTests : IDisposable
{
    private const int Few = 10;

    private static readonly TokenOrder Order = new("alice", "laptop", [], [AccessRule.Allow(Actions.Deploy, "shop/*")], TimeSpan.FromDays(30));

    private readonly SteppedTime _time = new();
    private readonly InMemoryStore _store;
    private readonly TokenRegistry _tokens;
    private readonly TokenIdentity _identity;

    public TokenRegistryTests()
    {
        _store = new InMemoryStore(_time);
        _tokens = new TokenRegistry(_store, _time, Few);
        _identity = new TokenIdentity(_tokens, _time);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _identity.Dispose();

    [Fact]
    public async Task A_token_is_its_persons_with_its_scope_and_no_secret_is_stored()
    {
        var issued = await IssueAsync(Order);
        var answer = await AskAsync(issued);
        var principal = answer.Principal.ShouldNotBeNull();
        (principal.Name, principal.Credential).ShouldBe(("alice", $"token {issued.Token.Id}"));
        principal.Scope.ShouldBe(Order.Scope);
        (await _store.ReadAllAsync(0, 100, Cancellation)).ShouldAllBe(e => !e.Json.Contains(issued.Text.Secret));
    }

    [Fact]
    public async Task A_revocation_at_one_server_counts_at_another_with_the_next_request_though_the_token_was_proven_there()
    {
        var issued = await IssueAsync(Order);
        (await AskAsync(issued)).Principal.ShouldNotBeNull();
        var other = new TokenRegistry(_store, _time, Few);
        (await other.RevokeAsync(issued.Token.Id, "lost", "bob", Cancellation)).IsAccepted.ShouldBeTrue();
        (await AskAsync(issued)).Reason!.ShouldStartWith("this token was revoked at ");
        (await other.RevokeAsync(issued.Token.Id, null, "bob", Cancellation)).IsAccepted.ShouldBeTrue();
        (await _store.HeadAsync(Cancellation)).ShouldBe(2, "a second revocation changes nothing");
    }

    [Fact]
    public async Task An_expired_token_is_told_to_be_that_to_its_holder_alone()
    {
        var issued = await IssueAsync(Order);
        _time.Pass(TimeSpan.FromDays(30));
        (await AskAsync(issued)).Reason!.ShouldStartWith("this token expired at ");
        var guessed = issued.Text with { Secret = new string('0', 64) };
        (await _identity.AuthenticateAsync(new Credential.Bearer(guessed.Reveal()), Cancellation)).Reason!.ShouldStartWith("this token is not known here");
    }

    [Theory]
    [InlineData("slip_0123456789ab_cc", "this is no whole token")]
    [InlineData("slip_0123456789ab_cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc", "this token is not known here")]
    public async Task A_malformed_and_a_foreign_token_are_refused_without_telling_more(string token, string reason)
    {
        await IssueAsync(Order);
        (await _identity.AuthenticateAsync(new Credential.Bearer(token), Cancellation)).Reason!.ShouldStartWith(reason);
    }

    [Fact]
    public async Task What_is_no_token_of_this_kind_is_left_to_other_sources()
    {
        (await _identity.AuthenticateAsync(new Credential.Bearer("eyJhbGciOi.x.y"), Cancellation)).ShouldBe(IdentityAnswer.NotMine);
        (await _identity.AuthenticateAsync(new Credential.Basic("alice", "secret"), Cancellation)).ShouldBe(IdentityAnswer.NotMine);
    }

    [Fact]
    public async Task The_first_token_of_a_store_makes_one_other_and_is_void_with_it()
    {
        var first = (await _tokens.FirstAsync(Cancellation)).ShouldNotBeNull();
        (await _tokens.FirstAsync(Cancellation)).ShouldBeNull("a store has one first token");
        var rights = AccessPolicy.WithoutFile.RightsOf((await AskAsync(first)).Principal!);
        rights.Decide(Actions.Admin, AccessPolicy.Server).IsAllowed.ShouldBeTrue();
        rights.Decide(Actions.View, "shop/production").IsAllowed.ShouldBeFalse();
        await IssueAsync(Order);
        (await AskAsync(first)).Reason!.ShouldStartWith("this first token is void since ");
    }

    [Fact]
    public async Task A_first_token_that_nobody_used_is_good_for_a_day()
    {
        var first = (await _tokens.FirstAsync(Cancellation))!;
        _time.Pass(TimeSpan.FromDays(1));
        (await AskAsync(first)).Reason!.ShouldStartWith("this token expired at ");
    }

    [Fact]
    public async Task Two_that_hand_out_tokens_at_once_both_succeed()
    {
        var other = new TokenRegistry(_store, _time, Few);
        await other.ReadAsync(Cancellation);
        await IssueAsync(Order);
        (await other.IssueAsync(Order, "bob", Cancellation)).IsAccepted.ShouldBeTrue();
        (await _tokens.ReadAsync(Cancellation)).Tokens.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Orders_that_make_no_sense_are_refused_with_what_is_wrong()
    {
        (await RefusedAsync(Order with { Person = "" })).ShouldContain("a token is for somebody");
        (await RefusedAsync(Order with { Person = "a\nb" })).ShouldContain("a token is for somebody");
        (await RefusedAsync(Order with { Life = TimeSpan.Zero })).ShouldContain("at most 366 days");
        (await RefusedAsync(Order with { Life = TimeSpan.FromDays(367) })).ShouldContain("at most 366 days");
        (await RefusedAsync(Order with { Scope = [] })).ShouldContain("leave it out to narrow nothing");
        (await RefusedAsync(Order with { Scope = [AccessRule.Deny(Actions.Deploy, "**")] })).ShouldContain("no rule of a scope");
        (await RefusedAsync(Order with { Scope = [AccessRule.Allow("deplyo", "**")] })).ShouldContain("'deplyo' is no action");
    }

    [Fact]
    public async Task Tokens_outlive_the_removal_of_the_events_that_made_them()
    {
        var issued = await IssueAsync(Order);
        var revoked = await IssueAsync(Order);
        await _tokens.RevokeAsync(revoked.Token.Id, null, "bob", Cancellation);
        _time.Pass(TimeSpan.FromDays(2));
        var pruner = new Pruner(_store, _store, _time);
        var plan = await pruner.PlanAsync(_time.GetUtcNow() - TimeSpan.FromDays(1), Cancellation);
        await pruner.PruneAsync(plan, null, _ => { }, Cancellation);
        (await _store.ReadStreamAsync(Streams.Access, 0, Cancellation)).Count.ShouldBe(1);
        var late = new TokenRegistry(_store, _time, Few);
        using var identity = new TokenIdentity(late, _time);
        (await identity.AuthenticateAsync(new Credential.Bearer(issued.Text.Reveal()), Cancellation)).Principal.ShouldNotBeNull();
        (await identity.AuthenticateAsync(new Credential.Bearer(revoked.Text.Reveal()), Cancellation)).Reason!.ShouldContain("is not known here");
    }

    private async Task<IssuedToken> IssueAsync(TokenOrder order) => (await _tokens.IssueAsync(order, new Actor("bob", "cli 127.0.0.1 local"), Cancellation)).Value!;

    private async Task<string> RefusedAsync(TokenOrder order) => (await _tokens.IssueAsync(order, "bob", Cancellation)).Refusal!.Message;

    private Task<IdentityAnswer> AskAsync(IssuedToken issued) => _identity.AuthenticateAsync(new Credential.Bearer(issued.Text.Reveal()), Cancellation);

    private sealed class SteppedTime : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now;

        public void Pass(TimeSpan time) => _now += time;
    }
}
