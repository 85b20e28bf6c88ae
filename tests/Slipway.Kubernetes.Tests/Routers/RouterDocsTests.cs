using System.Text;
using Shouldly;
using Slipway.Core.Specs.Model;
using Xunit;

namespace Slipway.Kubernetes.Tests.Routers;

/// <summary>The page about routers says what the code says.</summary>
public sealed class RouterDocsTests
{
    private const string Begin = "see RouterDocsTests -->\n";
    private const string End = "<!-- end of features -->";

    private static readonly IReadOnlyList<KubernetesTrafficSpec> Specs =
    [
        new ServiceSpec { Service = "shop" },
        new NginxIngressSpec { Service = "shop", Ingress = "shop" },
        new GatewayApiSpec { Service = "shop", HttpRoute = "shop" },
        new IstioSpec { Service = "shop", VirtualService = "shop" },
        new TraefikSpec { Service = "shop", TraefikService = "shop" },
        new AlbSpec { Service = "shop", Ingress = "shop" },
    ];

    [Fact]
    public void The_table_of_features_is_what_the_routers_declare()
    {
        var path = Path.Combine(Root(), "docs", "kubernetes-routers.md");
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
        var table = new StringBuilder("| `traffic` | weights | header | cookie | mirror |\n|---|---|---|---|---|\n");
        foreach (var spec in Specs)
        {
            var features = spec.Features;
            var weights = features.Weights switch { Weighting.Instances => "by the number of pods", Weighting.WholePercent => "whole percents", _ => "fine" };
            table.Append($"| `{spec.Name}` | {weights} | {Mark(features.Header)} | {Mark(features.Cookie)} | {Mark(features.Mirror)} |\n");
        }

        return table.ToString();
    }

    private static string Mark(bool can) => can ? "yes" : "";

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Slipway.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("This is not in the repository");
        return folder.FullName;
    }
}
