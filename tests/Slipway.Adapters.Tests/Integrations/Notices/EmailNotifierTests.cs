using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Shouldly;
using Slipway.Core.Notices.Model;
using Slipway.Core.Ports;
using Slipway.Integrations.Notices;
using Xunit;
using static Slipway.Adapters.Tests.Integrations.Notices.SampleNotices;

namespace Slipway.Adapters.Tests.Integrations.Notices;

/// <summary>One at a time: whose certificate counts is a setting of the whole process.</summary>
[Collection("mail")]
public sealed class EmailNotifierTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_has_subject_text_link_and_an_id_that_stays_the_same()
    {
        using var server = new MailServer().Start();
        (await SendAsync(Spec(server) with { StartTls = false })).ShouldBe(new SendOutcome.Delivered());
        await server.ServedAsync(Cancel);
        var said = string.Join('\n', server.Said);
        said.ShouldContain("MAIL FROM:<slipway@example.org>");
        said.ShouldContain("RCPT TO:<ops@example.org>");
        said.ShouldContain("RCPT TO:<board@example.org>");
        said.ShouldContain("Message-ID: <shop.production.7.12@example.org>");
        said.ShouldContain("References: <shop.production.7@example.org>");
        said.ShouldContain("Subject: shop/production 2.0.0: rolling-back");
        Body(server).ShouldBe("rolling back: errors <5 % & rising\n\nshop.production.7, by engine, 2026-01-05 09:00:00Z\nhttps://slipway.example.org/status#shop/production");
    }

    [Fact]
    public async Task With_STARTTLS_the_password_and_the_mail_are_encrypted()
    {
        using var certificate = Certificate();
        using var server = new MailServer(certificate).Start();
        using var trusted = new TrustedCertificate(certificate);
        (await SendAsync(Spec(server) with { Host = "localhost", User = "slipway", Password = Env() })).ShouldBe(new SendOutcome.Delivered());
        await server.ServedAsync(Cancel);
        server.Encrypted.ShouldBeTrue();
        server.Said[..2].ShouldAllBe(line => line.StartsWith("EHLO", StringComparison.Ordinal) || line == "STARTTLS");
        server.Said.ShouldContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)));
    }

    [Fact]
    public async Task A_server_whose_certificate_does_not_hold_gets_neither_password_nor_mail()
    {
        using var certificate = Certificate();
        using var server = new MailServer(certificate).Start();
        (await SendAsync(Spec(server) with { User = "slipway", Password = Env() })).ShouldBeOfType<SendOutcome.Again>();
        await server.ServedAsync(Cancel);
        server.Said.ShouldAllBe(line => line.StartsWith("EHLO", StringComparison.Ordinal) || line == "STARTTLS");
    }

    [Fact]
    public async Task A_server_without_STARTTLS_gets_nothing_where_that_is_required()
    {
        using var server = new MailServer().Start();
        (await SendAsync(Spec(server) with { User = "slipway", Password = Env() })).ShouldBeOfType<SendOutcome.Again>();
        server.Said.ShouldNotContain(line => line.StartsWith("MAIL", StringComparison.Ordinal) || line.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("550 no such user", typeof(SendOutcome.Refused))]
    [InlineData("450 busy", typeof(SendOutcome.Again))]
    public async Task A_recipient_that_is_refused_for_good_is_a_dead_letter(string answer, Type outcome)
    {
        using var server = new MailServer { ToRecipient = answer }.Start();
        (await SendAsync(Spec(server) with { StartTls = false, To = ["ops@example.org"] })).ShouldBeOfType(outcome);
    }

    [Fact]
    public async Task Nobody_there_is_tried_again()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        (await SendAsync(new EmailSpec { Host = "127.0.0.1", Port = port, From = "a@b.example", To = ["c@b.example"] })).ShouldBeOfType<SendOutcome.Again>();
    }

    private static EmailSpec Spec(MailServer server) => new()
    {
        Host = "127.0.0.1",
        Port = server.Port,
        From = "slipway@example.org",
        To = ["ops@example.org", "board@example.org"],
    };

    /// <summary>The part after the headers, decoded.</summary>
    private static string Body(MailServer server)
    {
        var end = server.Said.FindLastIndex(line => line.Length == 0 && server.Said.IndexOf(line) > 0);
        var start = server.Said.FindIndex(server.Said.FindIndex(line => line.StartsWith("Subject", StringComparison.Ordinal)), line => line.Length == 0);
        var text = string.Join('\n', server.Said[(start + 1)..server.Said.IndexOf("QUIT")]).Trim();
        return server.Said.Exists(line => line.EndsWith("base64", StringComparison.Ordinal)) && end >= 0
            ? Encoding.UTF8.GetString(Convert.FromBase64String(text.Replace("\n", "", StringComparison.Ordinal))).ReplaceLineEndings("\n").Trim()
            : text.Replace("=\n", "", StringComparison.Ordinal);
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
    }

    private static async Task<SendOutcome> SendAsync(EmailSpec spec)
    {
        using var sender = new NoticeSender(TimeProvider.System);
        return await Notifiers.For(new Destination { Name = "mail", Channel = spec }, Link, Secrets(spec), sender, TimeProvider.System).SendAsync(Id, RollingBack, Cancel);
    }
}
