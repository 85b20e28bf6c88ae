using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Slipway.Core.Ports;
using Slipway.Integrations.Identity.Oidc;
using Xunit;

namespace Slipway.Adapters.Tests.Identity.Oidc;

public sealed class ProviderKeysTests : IAsyncLifetime, IDisposable
{
    private const int ManyRequests = 50;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);
    private static readonly TestKey First = TestKey.Rsa("k1");
    private static readonly TestKey Second = TestKey.Ec("k2");

    private readonly SteppedTime _time = new();
    private TestProvider _provider = null!;
    private OidcIdentity _identity = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _provider = await TestProvider.StartAsync(First);
        _identity = new OidcIdentity([_provider.Spec], _time, NullLogger<OidcIdentity>.Instance);
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    public void Dispose() => _identity.Dispose();

    [Fact]
    public async Task Many_requests_ask_the_provider_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, ManyRequests).Select(_ => AskAsync(First)));
        answers.ShouldAllBe(a => a.Principal != null);
        _provider.Fetches.ShouldBe(1);
    }

    [Fact]
    public async Task A_new_key_is_found_with_its_first_token()
    {
        await GoodAsync(First);
        _provider.Keys = [First, Second];
        _time.Step(ProviderKeys.Pause);
        await GoodAsync(Second);
        await GoodAsync(First);
        _provider.Fetches.ShouldBe(2);
    }

    [Fact]
    public async Task A_key_that_the_provider_withdrew_counts_no_more_once_the_keys_were_fetched()
    {
        _provider.Keys = [First, Second];
        await GoodAsync(First);
        _provider.Keys = [Second];
        _time.Step(ProviderKeys.FreshFor);
        await GoodAsync(Second);
        await UntilAsync(async () => (await AskAsync(First)).Reason is not null);
    }

    [Fact]
    public async Task Unknown_keys_make_it_ask_the_provider_no_more_than_once_in_a_pause()
    {
        await GoodAsync(First);
        _time.Step(ProviderKeys.Pause);
        for (var index = 0; index < ManyRequests; index++)
            (await AskAsync(Second)).Reason.ShouldNotBeNull().ShouldContain("a key that its issuer does not have");
        _provider.Fetches.ShouldBe(2);
        await GoodAsync(First);
    }

    [Fact]
    public async Task Keys_are_fetched_anew_before_they_are_old_while_requests_go_on_with_the_present_ones()
    {
        await GoodAsync(First);
        var held = new TaskCompletionSource();
        _provider.KeysInstead = async context =>
        {
            await held.Task;
            await context.Response.WriteAsync(new JsonObject { ["keys"] = new JsonArray(Second.Document.DeepClone()) }.ToJsonString());
        };
        _time.Step(ProviderKeys.FreshFor);
        await GoodAsync(First);
        await UntilAsync(() => Task.FromResult(_provider.Fetches == 2));
        await GoodAsync(First);
        held.SetResult();
        await UntilAsync(async () => (await AskAsync(Second)).Principal is not null);
    }

    [Fact]
    public async Task The_last_keys_go_on_while_the_provider_is_away_but_not_for_ever()
    {
        await GoodAsync(First);
        _provider.IsAway = true;
        _time.Step(TimeSpan.FromHours(23));
        await GoodAsync(First);
        await GoodAsync(First);
        _time.Step(TimeSpan.FromHours(2));
        (await Should.ThrowAsync<PortUnavailableException>(() => AskAsync(First))).Message.ShouldContain(_provider.Issuer);
        _provider.IsAway = false;
        _time.Step(ProviderKeys.Pause);
        await GoodAsync(First);
    }

    [Fact]
    public async Task A_provider_that_was_away_at_first_is_asked_again_after_a_pause()
    {
        _provider.IsAway = true;
        await Should.ThrowAsync<PortUnavailableException>(() => AskAsync(First));
        _provider.IsAway = false;
        await Should.ThrowAsync<PortUnavailableException>(() => AskAsync(First));
        _provider.Fetches.ShouldBe(0);
        _time.Step(ProviderKeys.Pause);
        await GoodAsync(First);
    }

    [Fact]
    public async Task Configuration_of_another_issuer_is_refused()
    {
        _provider.Configure = c => c["issuer"] = "https://login.example.org";
        (await Should.ThrowAsync<PortUnavailableException>(() => AskAsync(First))).Message.ShouldContain("another issuer");
    }

    [Theory]
    [InlineData("http://login.example.org/keys")]
    [InlineData("file:///etc/passwd")]
    [InlineData("keys")]
    [InlineData(null)]
    public async Task Keys_come_from_an_encrypted_address_alone(string? address)
    {
        _provider.Configure = c => c["jwks_uri"] = address;
        (await Should.ThrowAsync<PortUnavailableException>(() => AskAsync(First))).Message.ShouldContain("jwks_uri");
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("{\"keys\":[]}")]
    [InlineData("{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\",\"kid\":\"k1\"}]}")]
    [InlineData("{\"keys\":[{\"kty\":\"RSA\",\"n\":\"!\",\"e\":\"AQAB\"},{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"},7,null,{}]}")]
    public async Task What_is_no_set_of_keys_makes_the_provider_unavailable(string document)
    {
        _provider.KeysInstead = context => context.Response.WriteAsync(document);
        await Should.ThrowAsync<PortUnavailableException>(() => AskAsync(First));
    }

    [Fact]
    public async Task A_document_without_end_is_not_read_to_its_end()
    {
        _provider.KeysInstead = async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.WriteAsync(new string(' ', 64 * 1024), context.RequestAborted);
        };
        (await Should.ThrowAsync<PortUnavailableException>(() => AskAsync(First))).Message.ShouldContain("more than");
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        _provider.KeysInstead = context =>
        {
            context.Response.Redirect($"{_provider.Issuer}/elsewhere");
            return Task.CompletedTask;
        };
        (await Should.ThrowAsync<PortUnavailableException>(() => AskAsync(First))).Message.ShouldContain("302");
    }

    [Fact]
    public async Task A_point_that_is_not_on_the_curve_verifies_nothing()
    {
        var off = TestKey.Ec("off");
        off.Document["y"] = off.Document["x"]!.DeepClone();
        _provider.Keys = [First, off];
        (await AskAsync(off)).Reason.ShouldNotBeNull().ShouldContain("signature");
    }

    private Task<IdentityAnswer> AskAsync(TestKey key) => _identity.AuthenticateAsync(new Credential.Bearer(_provider.Token(key, _time.GetUtcNow())), Cancellation);

    private async Task GoodAsync(TestKey key) => (await AskAsync(key)).Principal.ShouldNotBeNull();

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var since = Stopwatch.StartNew();
        while (!await condition())
        {
            since.Elapsed.ShouldBeLessThan(Bound);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancellation);
        }
    }
}
