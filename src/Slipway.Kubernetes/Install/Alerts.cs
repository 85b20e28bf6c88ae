using System.Text.Json.Nodes;

namespace Slipway.Kubernetes.Install;

/// <summary>What an operator is to be woken for, by the metrics that <c>slipway serve --metrics</c> shows.</summary>
internal static class Alerts
{
    /// <param name="selector">Which series are of one installation: <c>job='slipway'</c>.</param>
    public static IReadOnlyList<Alert> Of(string selector) =>
    [
        new("SlipwayDown", $"absent(up{{{selector}}} == 1)", "2m", "critical",
            "No server of Slipway answers. Traffic flows on as it is; rollouts rest, and none is taken back."),
        new("SlipwayStoreSilent", $"slipway_lease_renewal_age_seconds{{{selector}}} > 10", "1m", "critical",
            "{{ $labels.instance }} cannot reach its store and begins nothing. See the log and `slipway doctor`."),
        new("SlipwayRolloutsNotDriven", $"max(slipway_rollouts_live{{{selector}}}) - sum(slipway_rollouts_driven{{{selector}}}) > 0", "2m", "critical",
            "Live rollouts that no server drives: {{ $value }}. See the logs of the servers."),
        new("SlipwayRolloutFailed", $"increase(slipway_rollouts_ended_total{{{selector},outcome='failed'}}[15m]) > 0", null, "critical",
            "A rollout of {{ $labels.app }} in {{ $labels.environment }} could not be taken back. See `slipway why`, mend it, and say `slipway retry`."),
        new("SlipwayFault", $"increase(slipway_log_lines_total{{{selector},level='critical'}}[15m]) > 0", null, "critical",
            "{{ $labels.instance }} met a fault of its own, or a record that was tampered with. See its log."),
        new("SlipwayNoticesDead", $"max(slipway_notices_open{{{selector},state='dead'}}) > 0", "1m", "warning",
            "Notices that were given up: {{ $value }}. See `slipway notices`, mend it, and say `slipway notices retry --dead`."),
    ];

    /// <summary>As a file of rules has them, and the spec of a PrometheusRule.</summary>
    /// <param name="selector">As for <see cref="Of"/>.</param>
    public static JsonObject Groups(string selector) => new()
    {
        ["groups"] = new JsonArray(new JsonObject { ["name"] = "slipway", ["rules"] = new JsonArray([.. Of(selector).Select(Rule)]) }),
    };

    private static JsonObject Rule(Alert alert)
    {
        var rule = new JsonObject { ["alert"] = alert.Name, ["expr"] = alert.Expression };
        if (alert.For is { } time)
            rule["for"] = time;
        rule["labels"] = new JsonObject { ["severity"] = alert.Severity };
        rule["annotations"] = new JsonObject { ["summary"] = alert.Summary };
        return rule;
    }
}
