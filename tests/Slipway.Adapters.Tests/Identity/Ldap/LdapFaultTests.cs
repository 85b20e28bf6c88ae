using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Shouldly;
using Slipway.Core.Access.Identity;
using Slipway.Core.Ports;
using Slipway.Integrations.Identity.Ldap;
using Xunit;

namespace Slipway.Adapters.Tests.Identity.Ldap;

/// <summary>A directory that goes away, comes back, is slow, or is none; and what is remembered of it.</summary>
public sealed class LdapFaultTests
{
    private const int ManyRequests = 40;
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(500);

    private readonly SteppedTime _time = new();
    private readonly Lines<LdapIdentity> _log = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_right_password_is_remembered_for_its_time_and_no_longer()
    {
        await using var server = await Slapd.StartOwnAsync(Cancellation);
        await using var identity = Identity(Slapd.Searching(server.Plain));
        (await AskAsync(identity)).Principal.ShouldNotBeNull();
        await server.StopAsync(Cancellation);
        _time.Step(TimeSpan.FromSeconds(50));
        (await AskAsync(identity)).Principal.ShouldNotBeNull().Groups.ShouldBe(["release", "shop, web"]);
        await Should.ThrowAsync<PortUnavailableException>(() => AskAsync(identity, "wrong"));
        await Should.ThrowAsync<PortUnavailableException>(() => AskAsync(identity, Slapd.Password, "ALICE"));
        _time.Step(TimeSpan.FromSeconds(11));
        await Should.ThrowAsync<PortUnavailableException>(() => AskAsync(identity));
        await server.StartAsync(Cancellation);
        (await AskAsync(identity)).Principal.ShouldNotBeNull();
    }

    [Fact]
    public async Task Connections_that_the_directory_closed_are_replaced_unnoticed()
    {
        await using var server = await Slapd.StartOwnAsync(Cancellation);
        await using var identity = Identity(Slapd.Searching(server.Plain) with { Remember = TimeSpan.Zero });
        await Task.WhenAll(Enumerable.Range(0, ManyRequests).Select(_ => AskAsync(identity)));
        identity.Idle.ShouldBeInRange(1, 4);
        await server.StopAsync(Cancellation);
        await server.StartAsync(Cancellation);
        (await AskAsync(identity)).Principal.ShouldNotBeNull();
        (await AskAsync(identity, "wrong")).Reason.ShouldNotBeNull();
        identity.Idle.ShouldBeInRange(1, 4);
    }

    [Fact]
    public async Task The_next_server_is_asked_when_one_is_gone()
    {
        await using var first = await Slapd.StartOwnAsync(Cancellation);
        await using var second = await Slapd.StartOwnAsync(Cancellation);
        await using var identity = Identity(Slapd.Searching(first.Plain, second.Plain) with { Remember = TimeSpan.Zero });
        (await AskAsync(identity)).Principal.ShouldNotBeNull();
        await first.StopAsync(Cancellation);
        (await AskAsync(identity)).Principal.ShouldNotBeNull();
        (await AskAsync(identity, "wrong")).Reason.ShouldNotBeNull();
        await second.StopAsync(Cancellation);
        await Should.ThrowAsync<PortUnavailableException>(() => AskAsync(identity));
        _log.Text.ShouldContain(first.Plain.Authority);
        _log.Text.ShouldContain(second.Plain.Authority);
        await first.StartAsync(Cancellation);
        (await AskAsync(identity)).Principal.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_given_up_and_asked_last_for_a_while()
    {
        await using var first = await Slapd.StartOwnAsync(Cancellation);
        await using var second = await Slapd.StartOwnAsync(Cancellation);
        await first.FreezeAsync(Cancellation);
        await using (var alone = Identity(Slapd.Searching(first.Plain) with { Timeout = Short }))
            await Should.ThrowAsync<PortUnavailableException>(() => AskAsync(alone));
        await using (var secure = Identity(Slapd.Searching(first.Secure) with { Timeout = Short }))
            await Should.ThrowAsync<PortUnavailableException>(() => AskAsync(secure));
        _log.Text.Split('\n').Count(line => line.Contains("does not answer within 0.5 s", StringComparison.Ordinal)).ShouldBe(2);

        var timeout = TimeSpan.FromSeconds(10);
        await using var identity = Identity(Slapd.Searching(first.Plain, second.Plain) with { Remember = TimeSpan.Zero, Timeout = timeout });
        (await AskAsync(identity)).Principal.ShouldNotBeNull();
        var since = Stopwatch.StartNew();
        (await AskAsync(identity)).Principal.ShouldNotBeNull();
        since.Elapsed.ShouldBeLessThan(timeout);
        await first.ResumeAsync(Cancellation);
        await second.StopAsync(Cancellation);
        (await AskAsync(identity)).Principal.ShouldNotBeNull();
    }

    [Fact]
    public async Task Whoever_asks_may_give_up_waiting()
    {
        await using var server = await Slapd.StartOwnAsync(Cancellation);
        await server.FreezeAsync(Cancellation);
        await using var identity = Identity(Slapd.Searching(server.Plain) with { Timeout = TimeSpan.FromMinutes(1) });
        using var patience = new CancellationTokenSource(Short);
        await Should.ThrowAsync<OperationCanceledException>(() => identity.AuthenticateAsync(new Credential.Basic("alice", Slapd.Password), patience.Token));
        await server.ResumeAsync(Cancellation);
        (await AskAsync(identity)).Principal.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("485454502F312E3120343030")]
    [InlineData("30")]
    [InlineData("3080")]
    [InlineData("3084FFFFFFFF")]
    [InlineData("30847FFFFFFF")]
    [InlineData("300C02010161070A010004000400")]
    [InlineData("300C02010261070A010004000400")]
    [InlineData("3005020101610A")]
    [InlineData("3009020101A40404020500")]
    [InlineData("30050201010A0100")]
    [InlineData("300702010161020500")]
    public async Task What_does_not_speak_LDAP_lets_nobody_in(string octets)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerAsync(listener, Convert.FromHexString(octets));
        await using var identity = Identity(Slapd.Searching(new Uri($"ldap://{listener.LocalEndpoint}")));
        await Should.ThrowAsync<PortUnavailableException>(() => AskAsync(identity));
        listener.Stop();
        await answering;
    }

    private static async Task AnswerAsync(TcpListener listener, byte[] answer)
    {
        try
        {
            using var client = await listener.AcceptTcpClientAsync(Cancellation);
            await client.GetStream().ReadExactlyAsync(new byte[2], Cancellation);
            await client.GetStream().WriteAsync(answer, Cancellation);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // The other side has heard enough.
        }
    }

    private LdapIdentity Identity(LdapSpec spec) => new(spec, "/", Slapd.Variable, _time, _log);

    private static Task<IdentityAnswer> AskAsync(LdapIdentity identity, string password = Slapd.Password, string user = "alice") =>
        identity.AuthenticateAsync(new Credential.Basic(user, password), Cancellation);
}
