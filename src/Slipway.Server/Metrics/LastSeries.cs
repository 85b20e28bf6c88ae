using System.Text;

namespace Slipway.Server.Metrics;

/// <summary>What was recorded last.</summary>
internal sealed class LastSeries : Series
{
    private double _last;

    public override void Record(double value) => _last = value;

    public override void Write(StringBuilder page, string name, string labels) => Line(page, name, labels, _last);
}
