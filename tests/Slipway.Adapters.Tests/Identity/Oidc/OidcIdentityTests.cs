using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Slipway.Core.Access.Identity;
using Slipway.Core.Ports;
using Slipway.Integrations.Identity.Oidc;
using Xunit;

namespace Slipway.Adapters.Tests.Identity.Oidc;

public sealed class OidcIdentityTests : IAsyncLifetime, IDisposable
{
    private static readonly TestKey Rsa = TestKey.Rsa("r1");
    private static readonly TestKey Other = TestKey.Rsa("r2");
    private static readonly TestKey Ec = TestKey.Ec("e1");
    private static readonly TestKey Foreign = TestKey.Rsa("r1");

    private readonly SteppedTime _time = new();
    private readonly List<OidcIdentity> _identities = [];
    private TestProvider _provider = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _provider = await TestProvider.StartAsync(Rsa, Other, Ec);

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    public void Dispose() => _identities.ForEach(i => i.Dispose());

    [Fact]
    public async Task A_token_of_the_provider_says_who_it_is_and_the_groups()
    {
        var answer = await AskAsync(_provider.Token(Rsa, Now, c => c["groups"] = new JsonArray("release", "shop")));
        answer.Principal.ShouldNotBeNull().ShouldSatisfyAllConditions(
            p => p.Name.ShouldBe("alice"),
            p => p.Groups.ShouldBe(["release", "shop"]),
            p => p.Credential.ShouldBe($"oidc {new Uri(_provider.Issuer).Authority}"),
            p => p.Scope.ShouldBeNull(),
            p => p.Roles.ShouldBeEmpty());
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS256")]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("ES512")]
    public async Task Keys_of_each_kind_verify(string algorithm)
    {
        var key = algorithm[0] == 'E' ? TestKey.Ec("k", algorithm) : TestKey.Rsa("k", algorithm: algorithm);
        _provider.Keys = [Rsa, key];
        var identity = Identity(_provider.Spec with { Algorithms = [Enum.Parse<SigningAlgorithm>(algorithm)] });
        (await AskAsync(_provider.Token(key, Now), identity)).Principal.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("\"release\"", "release")]
    [InlineData("[\"a\"]", "a")]
    [InlineData("[]", "")]
    [InlineData("null", "")]
    [InlineData(null, "")]
    public async Task Groups_are_a_list_a_text_or_none(string? groups, string names)
    {
        var answer = await AskAsync(_provider.Token(Rsa, Now, c => { if (groups is not null) c["groups"] = JsonNode.Parse(groups); }));
        string.Join(' ', answer.Principal.ShouldNotBeNull().Groups).ShouldBe(names);
    }

    [Theory]
    [InlineData("[\"a\", 1]")]
    [InlineData("{ \"a\": true }")]
    [InlineData("7")]
    [InlineData("[[\"a\"]]")]
    public async Task Groups_that_cannot_be_read_whole_are_refused_not_cut(string groups) =>
        (await RefusedAsync(_provider.Token(Rsa, Now, c => c["groups"] = JsonNode.Parse(groups)))).ShouldContain("'groups'");

    [Fact]
    public async Task Groups_that_the_provider_left_out_are_refused_not_taken_for_none() =>
        (await RefusedAsync(_provider.Token(Rsa, Now, c => c["_claim_names"] = new JsonObject { ["groups"] = "src1" }))).ShouldContain("too many");

    [Fact]
    public async Task A_claim_may_be_inside_others_or_have_dots_in_its_name()
    {
        var identity = Identity(_provider.Spec with { Name = "https://example.org/name", Groups = "realm_access.roles" });
        var answer = await AskAsync(_provider.Token(Rsa, Now, c =>
        {
            c["https://example.org/name"] = "bob";
            c["realm_access"] = new JsonObject { ["roles"] = new JsonArray("ops") };
        }), identity);
        answer.Principal.ShouldNotBeNull().ShouldSatisfyAllConditions(p => p.Name.ShouldBe("bob"), p => p.Groups.ShouldBe(["ops"]));
    }

    [Fact]
    public async Task An_email_address_counts_only_where_it_is_verified()
    {
        var identity = Identity(_provider.Spec with { Name = "email" });
        (await AskAsync(_provider.Token(Rsa, Now, c => (c["email"], c["email_verified"]) = ("a@example.org", true)), identity)).Principal.ShouldNotBeNull().Name.ShouldBe("a@example.org");
        (await AskAsync(_provider.Token(Rsa, Now, c => (c["email"], c["email_verified"]) = ("a@example.org", false)), identity)).Reason.ShouldNotBeNull().ShouldContain("not verified");
    }

    [Fact]
    public async Task Claims_that_are_required_must_have_their_value()
    {
        var identity = Identity(_provider.Spec with { Require = [new("repository_owner", "acme")] });
        (await AskAsync(_provider.Token(Rsa, Now, c => c["repository_owner"] = "acme"), identity)).Principal.ShouldNotBeNull();
        (await AskAsync(_provider.Token(Rsa, Now, c => c["repository_owner"] = "evil"), identity)).Reason.ShouldNotBeNull().ShouldContain("repository_owner");
        (await AskAsync(_provider.Token(Rsa, Now), identity)).Reason.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_token_for_others_too_is_for_us()
    {
        (await AskAsync(_provider.Token(Rsa, Now, c => c["aud"] = new JsonArray("shop", "slipway")))).Principal.ShouldNotBeNull();
        (await RefusedAsync(_provider.Token(Rsa, Now, c => c["aud"] = new JsonArray("shop", "slipway2")))).ShouldContain("get one for slipway");
        (await RefusedAsync(_provider.Token(Rsa, Now, c => c.Remove("aud")))).ShouldContain("audience");
    }

    [Theory]
    [InlineData("https://login.example.org")]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_token_of_another_issuer_is_refused(string? issuer) =>
        (await RefusedAsync(_provider.Token(Rsa, Now, c => c["iss"] = issuer))).ShouldContain("does not trust ('iss')");

    [Theory]
    [InlineData(-59, true)]
    [InlineData(-120, false)]
    public async Task A_token_expires_by_the_clock_and_its_skew(int seconds, bool isGood)
    {
        var answer = await AskAsync(_provider.Token(Rsa, Now, c => c["exp"] = Now.AddSeconds(seconds).ToUnixTimeSeconds() + 1));
        (answer.Principal is not null).ShouldBe(isGood);
        if (!isGood)
            answer.Reason.ShouldNotBeNull().ShouldContain("expired");
    }

    [Theory]
    [InlineData("nbf", 58, true)]
    [InlineData("nbf", 180, false)]
    [InlineData("iat", 58, true)]
    [InlineData("iat", 180, false)]
    public async Task A_token_of_the_future_is_refused_beyond_the_skew(string claim, int seconds, bool isGood)
    {
        var answer = await AskAsync(_provider.Token(Rsa, Now, c => c[claim] = Now.AddSeconds(seconds).ToUnixTimeSeconds()));
        (answer.Principal is not null).ShouldBe(isGood);
        if (!isGood)
            answer.Reason.ShouldNotBeNull().ShouldContain("compare the clocks");
    }

    [Fact]
    public async Task A_clock_that_is_two_minutes_off_is_told_and_may_be_allowed()
    {
        var token = _provider.Token(Rsa, Now.AddMinutes(2));
        (await RefusedAsync(token)).ShouldContain("compare the clocks");
        (await AskAsync(token, Identity(_provider.Spec with { ClockSkew = TimeSpan.FromMinutes(3) }))).Principal.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("\"soon\"")]
    [InlineData("-1")]
    [InlineData("1e300")]
    [InlineData("null")]
    public async Task An_expiry_that_is_no_time_is_refused(string expiry) =>
        (await RefusedAsync(_provider.Token(Rsa, Now, c => c["exp"] = JsonNode.Parse(expiry)))).ShouldContain("'exp'");

    [Fact]
    public async Task A_key_of_somebody_else_under_a_known_name_is_found_out() =>
        (await RefusedAsync(_provider.Token(Foreign, Now))).ShouldContain("signature");

    [Fact]
    public async Task A_changed_claim_is_found_out()
    {
        var parts = _provider.Token(Rsa, Now).Split('.');
        var claims = _provider.Claims(Now);
        claims["sub"] = "admin";
        (await RefusedAsync($"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}.{parts[2]}")).ShouldContain("signature");
    }

    [Fact]
    public async Task A_key_verifies_only_what_is_of_its_own_kind()
    {
        (await RefusedAsync(_provider.Token(Rsa, Now, head: h => h["kid"] = "e1"))).ShouldContain("a key that its issuer does not have");
        (await RefusedAsync(_provider.Token(Rsa, Now, head: h => h["alg"] = "ES256"))).ShouldContain("a key that its issuer does not have");
        (await RefusedAsync(_provider.Token(Rsa, Now, head: h => h["alg"] = "PS256"))).ShouldContain("signature");
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("NONE")]
    [InlineData("HS256")]
    [InlineData("HS512")]
    [InlineData("rs256")]
    [InlineData("RS512")]
    [InlineData("0")]
    [InlineData("RS256,ES256")]
    [InlineData(" RS256")]
    [InlineData("")]
    public async Task Only_the_algorithms_that_are_allowed_count(string algorithm) =>
        (await RefusedAsync(_provider.Token(Rsa, Now, head: h => h["alg"] = algorithm))).ShouldContain("it takes RS256, ES256, PS256");

    [Fact]
    public async Task A_token_without_a_signature_is_refused()
    {
        var parts = _provider.Token(Rsa, Now, head: h => h["alg"] = "none").Split('.');
        (await RefusedAsync($"{parts[0]}.{parts[1]}.")).ShouldContain("not whole");
        (await RefusedAsync($"{parts[0]}.{parts[1]}.AA")).ShouldContain("('alg')");
    }

    [Fact]
    public async Task The_public_key_is_no_secret_to_sign_with()
    {
        foreach (var secret in (string[])[Rsa.Document.ToJsonString(), (string)Rsa.Document["n"]!])
            (await RefusedAsync(_provider.Token(Rsa.AsSecret(Encoding.UTF8.GetBytes(secret)), Now))).ShouldContain("('alg')");
    }

    [Fact]
    public async Task A_key_that_is_too_short_or_for_another_use_verifies_nothing()
    {
        var small = TestKey.Rsa("s", 1024);
        var encrypting = TestKey.Rsa("x");
        encrypting.Document["use"] = "enc";
        _provider.Keys = [Rsa, small, encrypting];
        (await RefusedAsync(_provider.Token(small, Now))).ShouldContain("a key that its issuer does not have");
        (await RefusedAsync(_provider.Token(encrypting, Now))).ShouldContain("a key that its issuer does not have");
    }

    [Theory]
    [InlineData("crit", "[\"exp\"]", "'crit'")]
    [InlineData("typ", "\"logout+jwt\"", "'typ'")]
    [InlineData("typ", "7", "'typ'")]
    [InlineData("kid", "7", "not whole")]
    public async Task A_header_that_asks_for_more_is_refused(string name, string value, string said) =>
        (await RefusedAsync(_provider.Token(Rsa, Now, head: h => h[name] = JsonNode.Parse(value)))).ShouldContain(said);

    [Fact]
    public async Task A_key_in_the_token_itself_is_never_used() =>
        (await RefusedAsync(_provider.Token(Foreign, Now, head: h => (h["jwk"], h["kid"]) = (Foreign.Document.DeepClone(), "mine")))).ShouldContain("a key that its issuer does not have");

    [Fact]
    public async Task A_token_that_names_no_key_is_tried_with_all() =>
        (await AskAsync(_provider.Token(Other, Now, head: h => h.Remove("kid")))).Principal.ShouldNotBeNull();

    [Fact]
    public async Task A_claim_twice_is_refused()
    {
        var twice = _provider.Claims(Now).ToJsonString().Replace("{", "{\"sub\":\"admin\",", StringComparison.Ordinal);
        (await RefusedAsync(TestProvider.Sign(Rsa, """{"alg":"RS256","kid":"r1"}""", twice))).ShouldContain("not whole");
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a\nb")]
    [InlineData(null)]
    public async Task A_token_without_a_name_is_refused(string? name) =>
        (await RefusedAsync(_provider.Token(Rsa, Now, c => c["sub"] = name))).ShouldContain("no name");

    [Fact]
    public async Task Half_of_a_character_is_no_text() =>
        (await RefusedAsync(TestProvider.Sign(Rsa, """{"alg":"RS256","kid":"r1"}""", _provider.Claims(Now).ToJsonString().Replace("alice", "\\ud800", StringComparison.Ordinal)))).ShouldContain("no name");

    [Theory]
    [InlineData("slip_0123")]
    [InlineData("opaque")]
    [InlineData("a.b")]
    [InlineData("a.b.c.d")]
    public async Task Another_kind_of_token_is_left_to_others(string token)
    {
        var answer = await AskAsync(token);
        (answer.Principal, answer.Reason).ShouldBe((null, null));
    }

    [Fact]
    public async Task A_password_is_left_to_others() =>
        (await Identity(_provider.Spec).AuthenticateAsync(new Credential.Basic("a", "b"), Cancellation)).Reason.ShouldBeNull();

    private DateTimeOffset Now => _time.GetUtcNow();

    private OidcIdentity Identity(OidcSpec spec)
    {
        var identity = new OidcIdentity([spec], _time, NullLogger<OidcIdentity>.Instance);
        _identities.Add(identity);
        return identity;
    }

    private Task<IdentityAnswer> AskAsync(string token, OidcIdentity? identity = null) =>
        (identity ?? Identity(_provider.Spec)).AuthenticateAsync(new Credential.Bearer(token), Cancellation);

    /// <summary>The reason, which has nothing of the token in it.</summary>
    private async Task<string> RefusedAsync(string token)
    {
        var answer = await AskAsync(token);
        answer.Principal.ShouldBeNull();
        var reason = answer.Reason.ShouldNotBeNull();
        token.Split('.').ShouldNotContain(part => part.Length > 3 && reason.Contains(part));
        reason.ShouldNotContain("alice");
        return reason;
    }
}
