using System.Diagnostics.Metrics;
using System.Text;
using Shouldly;
using Slipway.Core.Engine;
using Slipway.Core.Notices;
using Slipway.Kubernetes.Client;
using Slipway.Server.Metrics;
using Xunit;

namespace Slipway.Server.Tests.Metrics;

/// <summary>The page about metrics says what the code declares. Dashboards and alerts of others rest on these names.</summary>
public sealed class MetricsDocsTests
{
    private const string Begin = "see MetricsDocsTests -->\n";
    private const string End = "<!-- end of metrics -->";

    [Fact]
    public void The_table_has_every_metric_as_it_is_declared()
    {
        var path = Path.Combine(Root(), "docs", "metrics.md");
        var page = File.ReadAllText(path);
        var begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = page.IndexOf(End, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("SLIPWAY_UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, page[..begin] + Table() + page[end..]);
        else
            page[begin..end].ShouldBe(Table());
    }

    private static string Table()
    {
        using var meter = new Meter(Measurements.Meter);
        using var listener = new MeterListener();
        var declared = new List<Instrument>();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter == meter)
                declared.Add(instrument);
        };
        listener.Start();
        _ = new RolloutInstruments(meter);
        // Nobody reads the gauges, so there needs to be no engine.
        _ = new EngineInstruments(meter, null!);
        _ = new NoticeInstruments(meter);
        _ = new StoreInstruments(meter);
        _ = new KubeInstruments(meter);
        _ = new ProgramInstruments(meter);
        using var log = new LogInstruments(meter);

        var rows = declared.Select(instrument => (Name: PrometheusName.Of(instrument, Measurements.TypeOf(instrument)), Type: Measurements.TypeOf(instrument), instrument.Description));
        var table = new StringBuilder("| metric | type | what it tells |\n|---|---|---|\n");
        foreach (var (name, type, help) in rows.OrderBy(row => row.Name, StringComparer.Ordinal))
            table.Append($"| `{name}` | {type.ToString().ToLowerInvariant()} | {help} |\n");
        return table.ToString();
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Slipway.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("This is not in the repository");
        return folder.FullName;
    }
}
