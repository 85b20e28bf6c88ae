using System.Net;
using Shouldly;
using Slipway.Server.Access;
using Slipway.Server.Tests.Api;
using Xunit;

namespace Slipway.Server.Tests.Access;

public sealed class RequestLimiterTests
{
    private static readonly RequestLimits Few = new() { CredentialBurst = 3, CredentialPerSecond = 1, AddressBurst = 5, AddressPerSecond = 1, FailuresPerMinute = 2 };

    [Fact]
    public void A_credential_has_its_burst_and_is_then_told_to_wait()
    {
        using var limiter = Limiter();
        for (var times = 0; times < 3; times++)
            limiter.TakeOf("token a").ShouldBeNull();
        limiter.TakeOf("token a").ShouldNotBeNull().ShouldBeGreaterThan(TimeSpan.Zero);
        limiter.TakeOf("token b").ShouldBeNull("another credential has a bucket of its own");
    }

    [Fact]
    public void An_address_has_its_burst_and_a_network_of_IPv6_is_one_address()
    {
        using var limiter = Limiter();
        for (var host = 1; host <= 5; host++)
            limiter.TakeOf(IPAddress.Parse($"2001:db8::{host}")).ShouldBeNull();
        limiter.TakeOf(IPAddress.Parse("2001:db8::99")).ShouldNotBeNull();
        limiter.TakeOf(IPAddress.Parse("2001:db8:0:1::1")).ShouldBeNull();
        limiter.TakeOf(IPAddress.Parse("::ffff:10.0.0.1")).ShouldBeNull();
    }

    [Fact]
    public void Proofs_that_were_not_good_close_the_door_to_their_address()
    {
        using var limiter = Limiter();
        var address = IPAddress.Parse("10.0.0.1");
        limiter.Failed(address);
        limiter.TakeOf(address).ShouldBeNull();
        limiter.Failed(address);
        limiter.TakeOf(address).ShouldNotBeNull();
        limiter.TakeOf(IPAddress.Parse("10.0.0.2")).ShouldBeNull();
    }

    [Fact]
    public async Task Who_guesses_is_refused_with_a_time_to_come_again_and_the_local_user_is_not()
    {
        var server = new ApiServer { Limits = Few };
        await server.InitializeAsync();
        try
        {
            using var http = new HttpClient { BaseAddress = server.Url };
            http.DefaultRequestHeaders.Add("Authorization", "Bearer guess");
            var environments = new Uri("api/v1/environments", UriKind.Relative);
            for (var times = 0; times < 2; times++)
                (await http.GetAsync(environments, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            using var refused = await http.GetAsync(environments, TestContext.Current.CancellationToken);
            refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            refused.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
            using var own = server.Client();
            for (var times = 0; times < 10; times++)
                (await own.GetAsync(environments, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private static RequestLimiter Limiter() => new(new AccessOptions { Local = new LocalCredential(), PeerKeyFile = "none", Limits = Few });
}
