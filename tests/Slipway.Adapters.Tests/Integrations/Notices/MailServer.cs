using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Slipway.Adapters.Tests.Integrations.Notices;

/// <summary>A mail server that speaks as much SMTP as a client needs, and keeps the dialogue.</summary>
/// <param name="certificate">With one it offers STARTTLS, and with that AUTH LOGIN.</param>
internal sealed class MailServer(X509Certificate2? certificate = null) : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private Task _serving = Task.CompletedTask;

    /// <summary>What the client said, its message included.</summary>
    public List<string> Said { get; } = [];

    public bool Encrypted { get; private set; }

    /// <summary>The answer to RCPT.</summary>
    public string ToRecipient { get; init; } = "250 ok";

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public MailServer Start()
    {
        _listener.Start();
        _serving = ServeAsync();
        return this;
    }

    /// <summary>Returns once the client has gone.</summary>
    public Task ServedAsync(CancellationToken cancellation) => _serving.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, cancellation);

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
        Stream stream = client.GetStream();
        try
        {
            await SayAsync(stream, "220 mail.test ESMTP");
            for (var line = await LineAsync(stream); line is not null; line = await LineAsync(stream))
            {
                Said.Add(line);
                var verb = line.Split(' ')[0].ToUpperInvariant();
                if (verb == "STARTTLS")
                {
                    await SayAsync(stream, "220 go ahead");
                    var tls = new SslStream(stream);
                    await tls.AuthenticateAsServerAsync(certificate!);
                    (stream, Encrypted) = (tls, true);
                    continue;
                }

                await SayAsync(stream, await AnswerAsync(stream, verb));
                if (verb == "QUIT")
                    return;
            }
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
        {
            // The client went away.
        }
    }

    private async Task<string> AnswerAsync(Stream stream, string verb)
    {
        switch (verb)
        {
            case "EHLO":
                return certificate is null ? "250 mail.test" : Encrypted ? "250-mail.test\r\n250 AUTH LOGIN" : "250-mail.test\r\n250 STARTTLS";
            case "AUTH":
                await SayAsync(stream, "334 UGFzc3dvcmQ6");
                Said.Add(await LineAsync(stream) ?? "");
                return "235 signed in";
            case "RCPT":
                return ToRecipient;
            case "DATA":
                await SayAsync(stream, "354 go ahead");
                for (var line = await LineAsync(stream); line is not (null or "."); line = await LineAsync(stream))
                    Said.Add(line);
                return "250 taken";
            case "QUIT":
                return "221 bye";
            default:
                return "250 ok";
        }
    }

    private async Task SayAsync(Stream stream, string line) => await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), _stop.Token);

    private async Task<string?> LineAsync(Stream stream)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stop.Token) == 1)
        {
            if (one[0] == '\n')
                return line.ToString().TrimEnd('\r');
            line.Append((char)one[0]);
        }

        return null;
    }
}
