using System.Diagnostics.Metrics;
using Slipway.Core.Ports;

namespace Slipway.Core.Notices;

/// <summary>What is counted of notices on their way.</summary>
public sealed class NoticeInstruments
{
    private readonly Counter<long> _tries;
    private OpenDeliveries? _open;

    public NoticeInstruments(Meter meter)
    {
        _tries = meter.CreateCounter<long>("slipway.notice.tries", "{try}", "Tries of this server to bring a notice to a destination, by destination and outcome (delivered; failed, to be tried again; dead, given up)");
        meter.CreateObservableGauge("slipway.notices.open", Open, "{notice}", "Notices in the store that are not delivered, by state (pending, dead), counted once a minute: dead ones need a person");
    }

    /// <summary>How it stands in the store.</summary>
    public void See(OpenDeliveries open) => Volatile.Write(ref _open, open);

    /// <summary>A try was recorded.</summary>
    internal void Count(string destination, DeliveryState after) =>
        _tries.Add(1, new KeyValuePair<string, object?>("destination", destination), new KeyValuePair<string, object?>("outcome", after switch
        {
            DeliveryState.Delivered => "delivered",
            DeliveryState.Dead => "dead",
            _ => "failed",
        }));

    private IEnumerable<Measurement<int>> Open()
    {
        if (Volatile.Read(ref _open) is not { } open)
            yield break;
        yield return new Measurement<int>(open.Pending, new KeyValuePair<string, object?>("state", "pending"));
        yield return new Measurement<int>(open.Dead, new KeyValuePair<string, object?>("state", "dead"));
    }
}
