using System.Diagnostics.Metrics;

namespace Slipway.Server.Metrics;

/// <summary>
/// Names as Prometheus wants them, made as OpenTelemetry's exporter makes them: <c>slipway.effect.duration</c> in <c>s</c> is
/// <c>slipway_effect_duration_seconds</c>, a counter ends in <c>_total</c>.
/// </summary>
internal static class PrometheusName
{
    private const string Total = "_total";

    public static string Of(Instrument instrument, MetricType type)
    {
        var name = Label(instrument.Name);
        var unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            // What is counted, in braces, says its name already.
            _ => "",
        };
        if (!name.EndsWith(unit, StringComparison.Ordinal))
            name += unit;
        return type == MetricType.Counter && !name.EndsWith(Total, StringComparison.Ordinal) ? name + Total : name;
    }

    /// <summary>A name in which only letters, digits and _ are left, and which begins with no digit.</summary>
    public static string Label(string name)
    {
        var plain = string.Create(name.Length, name, static (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = char.IsAsciiLetterOrDigit(from[i]) ? from[i] : '_';
        });
        return plain.Length > 0 && !char.IsAsciiDigit(plain[0]) ? plain : "_" + plain;
    }
}
