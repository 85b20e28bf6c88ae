using Slipway.Core.Notices.Model;
using Slipway.Core.Ports;

namespace Slipway.Core.Notices;

/// <summary>What a try comes to: when the next one is, or that there is none. Pure.</summary>
public static class Backoff
{
    /// <summary>Doublings that are counted: beyond these any time is at its longest.</summary>
    private const int MaxDoublings = 30;

    /// <summary>Characters of an error that are kept.</summary>
    private const int MaxErrorLength = 500;

    /// <param name="chance">From 0 to 1, drawn anew for each try: destinations that failed together are not tried together.</param>
    public static DeliveryTry Judge(RetrySpec retry, Delivery delivery, SendOutcome outcome, DateTimeOffset now, double chance)
    {
        var attempts = delivery.Attempts + 1;
        return outcome switch
        {
            SendOutcome.Again again when attempts < retry.Attempts && now - delivery.Since < retry.Within =>
                new DeliveryTry(DeliveryState.Pending, attempts, now + Wait(retry, attempts, again.After, chance), Cut(again.Error)),
            SendOutcome.Again again => new DeliveryTry(DeliveryState.Dead, attempts, now, Cut(again.Error)),
            SendOutcome.Refused refused => new DeliveryTry(DeliveryState.Dead, attempts, now, Cut(refused.Error)),
            _ => new DeliveryTry(DeliveryState.Delivered, attempts, now, null),
        };
    }

    /// <summary>From half to all of the doubled time; longer where the other side asks for it, but not past the end of all tries.</summary>
    private static TimeSpan Wait(RetrySpec retry, int attempts, TimeSpan? asked, double chance)
    {
        var doubled = retry.Backoff.TotalMilliseconds * Math.Pow(2, Math.Min(attempts - 1, MaxDoublings));
        var wait = TimeSpan.FromMilliseconds(Math.Min(doubled, retry.MaxBackoff.TotalMilliseconds) * (0.5 + (chance / 2)));
        return asked > wait ? asked < retry.Within ? asked.Value : retry.Within : wait;
    }

    private static string Cut(string error) => error.Length <= MaxErrorLength ? error : error[..MaxErrorLength] + "…";
}
