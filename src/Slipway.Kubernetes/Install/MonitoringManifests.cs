using System.Text.Json.Nodes;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Install;

/// <summary>For the Prometheus operator: where the metrics are, and what to raise an alarm at.</summary>
internal static class MonitoringManifests
{
    public static ManifestFile Write(InstallOptions options)
    {
        var monitor = New(options, ResourceKinds.ServiceMonitors);
        monitor["spec"] = new JsonObject
        {
            ["selector"] = new JsonObject { ["matchLabels"] = InstallNames.PodLabels() },
            ["endpoints"] = new JsonArray(new JsonObject { ["port"] = InstallNames.MetricsPort, ["path"] = "/metrics" }),
        };
        var rule = New(options, ResourceKinds.PrometheusRules);
        rule["spec"] = Alerts.Groups($"job='{InstallNames.Slipway}',namespace='{options.Namespace}'");
        return new ManifestFile("60-monitoring.yaml",
            $"For the Prometheus operator, whose kinds have to be there: what to scrape, and six alerts.\nPrometheus comes from the namespace {options.MetricsFrom}, which 50-network.yaml lets in.",
            [monitor, rule]);
    }

    private static JsonObject New(InstallOptions options, ResourceKind kind)
    {
        var item = InstallNames.New(kind, options.Namespace);
        foreach (var (label, value) in options.MonitorLabels!)
            item["metadata"]!["labels"]![label] = value;
        return item;
    }
}
