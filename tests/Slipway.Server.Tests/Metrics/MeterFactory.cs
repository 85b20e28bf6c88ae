using System.Diagnostics.Metrics;

namespace Slipway.Server.Tests.Metrics;

/// <summary>Meters of one server, as its services would make them.</summary>
internal sealed class MeterFactory : IMeterFactory
{
    private readonly List<Meter> _made = [];

    public Meter Create(MeterOptions options)
    {
        options.Scope = this;
        var meter = new Meter(options);
        _made.Add(meter);
        return meter;
    }

    public void Dispose() => _made.ForEach(meter => meter.Dispose());
}
