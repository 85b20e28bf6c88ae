using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Slipway.Core.Ports;
using Slipway.Integrations.Notices;
using Xunit;

namespace Slipway.Adapters.Tests.Integrations.Notices;

/// <summary>What an answer, or none, means for a notice.</summary>
public sealed class NoticeSenderTests(Receiver receiver) : IClassFixture<Receiver>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(200, "delivered")]
    [InlineData(202, "delivered")]
    [InlineData(204, "delivered")]
    [InlineData(301, "refused")]
    [InlineData(302, "refused")]
    [InlineData(307, "refused")]
    [InlineData(400, "refused")]
    [InlineData(401, "refused")]
    [InlineData(403, "refused")]
    [InlineData(404, "refused")]
    [InlineData(410, "refused")]
    [InlineData(413, "refused")]
    [InlineData(408, "again")]
    [InlineData(425, "again")]
    [InlineData(429, "again")]
    [InlineData(500, "again")]
    [InlineData(502, "again")]
    [InlineData(503, "again")]
    public async Task An_answer_says_whether_to_try_again(int status, string meaning)
    {
        var before = receiver.Received.Count;
        receiver.Answer = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = $"{receiver.Url}elsewhere";
            return Task.CompletedTask;
        };
        (await SendAsync(receiver.Url)).GetType().Name.ToLowerInvariant().ShouldBe(meaning);
        receiver.Received.Count.ShouldBe(before + 1, "no redirect is followed");
    }

    [Fact]
    public async Task Retry_After_is_read_in_seconds_and_as_a_date()
    {
        Limit("7");
        (await SendAsync(receiver.Url)).ShouldBeOfType<SendOutcome.Again>().After.ShouldBe(TimeSpan.FromSeconds(7));
        Limit(TimeProvider.System.GetUtcNow().AddMinutes(2).ToString("R"));
        (await SendAsync(receiver.Url)).ShouldBeOfType<SendOutcome.Again>().After!.Value.ShouldBeInRange(TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(120));
        Limit(TimeProvider.System.GetUtcNow().AddMinutes(-2).ToString("R"));
        (await SendAsync(receiver.Url)).ShouldBeOfType<SendOutcome.Again>().After.ShouldBeNull();
        Limit("soon");
        (await SendAsync(receiver.Url)).ShouldBeOfType<SendOutcome.Again>().After.ShouldBeNull();

        void Limit(string after) => receiver.Answer = context =>
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = after;
            return Task.CompletedTask;
        };
    }

    [Fact]
    public async Task An_error_shows_the_beginning_of_the_answer_and_no_secret_that_it_says_back()
    {
        receiver.Answer = async context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await context.Response.WriteAsync($"token {SampleNotices.Secret} is\r\nnot known{new string('x', 1_000_000)}", context.RequestAborted);
        };
        var refused = (await SendAsync(receiver.Url)).ShouldBeOfType<SendOutcome.Refused>();
        refused.Error.ShouldStartWith("403 Forbidden: token *** is  not known");
        refused.Error.Length.ShouldBeLessThan(300);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_given_up_after_a_time()
    {
        receiver.Answer = context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        (await SendAsync(receiver.Url, TimeSpan.FromMilliseconds(200))).ShouldBeOfType<SendOutcome.Again>().Error.ShouldBe("no answer within 0.2 s");
    }

    [Fact]
    public async Task A_cancel_of_the_caller_is_no_outcome()
    {
        receiver.Answer = context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        using var sender = new NoticeSender(TimeProvider.System);
        using var request = new HttpRequestMessage(HttpMethod.Post, receiver.Url);
        await Should.ThrowAsync<OperationCanceledException>(() => sender.SendAsync(request, [], stop.Token));
    }

    [Fact]
    public async Task Nobody_there_is_tried_again()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        (await SendAsync(new Uri($"http://127.0.0.1:{port}"))).ShouldBeOfType<SendOutcome.Again>().Error.ShouldContain("refused");
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_gets_nothing()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var read = AcceptAsync(listener, certificate);
        (await SendAsync(new Uri($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"))).ShouldBeOfType<SendOutcome.Again>().Error.ShouldContain("certificate");
        (await read).ShouldBe(0);
    }

    private static async Task<int> AcceptAsync(TcpListener listener, X509Certificate certificate)
    {
        using var client = await listener.AcceptTcpClientAsync(Cancel);
        await using var tls = new SslStream(client.GetStream());
        try
        {
            await tls.AuthenticateAsServerAsync(certificate);
            return await tls.ReadAsync(new byte[1], Cancel);
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
        {
            return 0;
        }
    }

    private static async Task<SendOutcome> SendAsync(Uri url, TimeSpan? within = null)
    {
        using var sender = new NoticeSender(TimeProvider.System, within);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent([]) };
        return await sender.SendAsync(request, [SampleNotices.Secret], Cancel);
    }
}
