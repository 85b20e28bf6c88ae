using System.Net;
using System.Net.Mail;
using System.Security.Authentication;
using System.Text;
using Slipway.Core.Notices;
using Slipway.Core.Notices.Model;
using Slipway.Core.Ports;

namespace Slipway.Integrations.Notices;

/// <summary>Mail in plain text.</summary>
internal sealed class EmailNotifier(EmailSpec spec, NoticeText text, Secrets secrets, TimeProvider time) : INotifier
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(20);

    public string Name => EmailSpec.Key;

    public async Task<SendOutcome> SendAsync(string id, NoticeBody notice, CancellationToken cancellation)
    {
        using var within = new CancellationTokenSource(Within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, within.Token);
        try
        {
            using var mail = Mail(id, notice);
            using var client = new SmtpClient(spec.Host, spec.Port)
            {
                EnableSsl = spec.StartTls,
                UseDefaultCredentials = false,
                Credentials = spec.Password is { } password ? new NetworkCredential(spec.User, secrets.Read(password)) : null,
            };
            await client.SendMailAsync(mail, either.Token);
            return new SendOutcome.Delivered();
        }
        catch (PortUnavailableException missing)
        {
            return new SendOutcome.Again(missing.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new SendOutcome.Again($"no answer within {Within.TotalSeconds:0} s");
        }
        catch (SmtpException fault)
        {
            return Judge(fault);
        }
        catch (Exception fault) when (fault is AuthenticationException or IOException)
        {
            return new SendOutcome.Again(fault.Message);
        }
    }

    private MailMessage Mail(string id, NoticeBody notice)
    {
        var mail = new MailMessage
        {
            From = new MailAddress(spec.From, "Slipway"),
            Subject = text.Title(notice),
            SubjectEncoding = Encoding.UTF8,
            Body = $"{text.Text(notice)}\n\n{notice.Rollout}, by {notice.Who}, {notice.When:u}\n{text.Link(notice)}\n",
            BodyEncoding = Encoding.UTF8,
        };
        foreach (var to in spec.To)
            mail.To.Add(to);

        // Mail programs show one thread a rollout, and a mail that comes twice is known by its id.
        mail.Headers.Add("Message-ID", $"<{id.Replace('/', '.')}@{spec.From.Split('@')[1]}>");
        mail.Headers.Add("References", $"<{notice.Rollout}@{spec.From.Split('@')[1]}>");
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }

    /// <summary>5xx is for good, all else for now: a server that is busy, cannot be reached, or lacks what it should have.</summary>
    private static SendOutcome Judge(SmtpException fault)
    {
        var reason = fault.InnerException is { } inner ? $"{fault.Message} {inner.Message}" : fault.Message;
        return (int)fault.StatusCode is >= 500 and < 600 ? new SendOutcome.Refused(reason) : new SendOutcome.Again(reason);
    }
}
