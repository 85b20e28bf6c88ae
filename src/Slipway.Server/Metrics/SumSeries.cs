using System.Text;

namespace Slipway.Server.Metrics;

/// <summary>All that was recorded, added up.</summary>
internal sealed class SumSeries : Series
{
    private double _sum;

    public override void Record(double value) => _sum += value;

    public override void Write(StringBuilder page, string name, string labels) => Line(page, name, labels, _sum);
}
