using System.Globalization;
using Slipway.Core.Specs.Model;

namespace Slipway.Kubernetes.Targets.Helm;

/// <summary>What <c>helm</c> is called with. Pure: argument lists, which another type runs.</summary>
/// <param name="kubeConfig">A kubeconfig by its path; null for what Helm finds by itself, also in a pod.</param>
internal sealed class HelmCommand(HelmSpec spec, string ns, string? kubeConfig)
{
    /// <summary>Revisions that Helm keeps, to go back to.</summary>
    public const int HistoryMax = 10;

    /// <summary>
    /// Installs or upgrades. Without <c>--wait</c> and <c>--atomic</c>: whether the version becomes ready, and what follows if not,
    /// Slipway decides. The values that are set are in the spec and no secrets; secrets belong in the cluster or a values file.
    /// </summary>
    /// <param name="description">By which the revision is known again.</param>
    public IReadOnlyList<string> Upgrade(HelmInputs inputs, string description, TimeSpan hooksWithin) =>
    [
        "upgrade", spec.Release, inputs.Chart, .. inputs.ChartVersion is { } version ? new[] { "--version", version } : [], "--install", "--reset-values", "--history-max", HistoryMax.ToString(CultureInfo.InvariantCulture), "--timeout", Seconds(hooksWithin),
        "--description", description, .. inputs.Values.SelectMany(file => new[] { "--values", file }), .. inputs.Set.SelectMany(value => new[] { "--set-string", $"{value.Key}={Escaped(value.Value)}" }), .. Where,
    ];

    public IReadOnlyList<string> Rollback(int revision, TimeSpan hooksWithin) =>
    [
        "rollback", spec.Release, revision.ToString(CultureInfo.InvariantCulture), "--history-max", HistoryMax.ToString(CultureInfo.InvariantCulture), "--timeout", Seconds(hooksWithin), .. Where,
    ];

    public IReadOnlyList<string> Uninstall(TimeSpan hooksWithin) => ["uninstall", spec.Release, "--timeout", Seconds(hooksWithin), .. Where];

    public IReadOnlyList<string> History() => ["history", spec.Release, "--output", "json", .. Where];

    public IReadOnlyList<string> Manifest() => ["get", "manifest", spec.Release, .. Where];

    private IEnumerable<string> Where =>
        ["--namespace", ns, .. kubeConfig is null ? [] : new[] { "--kubeconfig", kubeConfig }, .. spec.Context is { } context ? new[] { "--kube-context", context } : []];

    private static string Seconds(TimeSpan span) => $"{(long)span.TotalSeconds}s";

    /// <summary>Helm splits at commas, and takes a brace for a list.</summary>
    private static string Escaped(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
        is var text && text.StartsWith('{') ? $"\\{text}" : text;
}
