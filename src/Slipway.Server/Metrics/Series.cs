using System.Globalization;
using System.Text;

namespace Slipway.Server.Metrics;

/// <summary>The values of one metric with one set of labels. Its family keeps others away meanwhile.</summary>
internal abstract class Series
{
    public abstract void Record(double value);

    /// <param name="labels">As <see cref="LabelText"/> writes them; empty for none.</param>
    public abstract void Write(StringBuilder page, string name, string labels);

    protected static void Line(StringBuilder page, string name, string labels, double value)
    {
        page.Append(name);
        if (labels.Length > 0)
            page.Append('{').Append(labels).Append('}');
        page.Append(' ').Append(Number(value)).Append('\n');
    }

    protected static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
