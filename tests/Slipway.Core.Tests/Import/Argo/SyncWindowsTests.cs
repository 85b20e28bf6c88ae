using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Slipway.Core.Gates.Windows;
using Slipway.Core.Import;
using Slipway.Core.Specs.Model;
using Xunit;

namespace Slipway.Core.Tests.Import.Argo;

/// <summary>Windows that were imported decide as Argo CD does.</summary>
public sealed class SyncWindowsTests
{
    private const int MaxWindows = 5;

    /// <summary>Inside of the active windows' hours, and not at an edge, where Argo CD is known to be wrong.</summary>
    private static readonly DateTimeOffset At = new(2026, 6, 10, 10, 0, 0, TimeSpan.Zero);

    /// <summary>A window of a project, as the fact table writes them.</summary>
    private static readonly Gen<string> AnyWindow =
        from kind in Gen.Elements("A", "D")
        from active in Gen.Elements("+", "-")
        from manual in Gen.Elements("", "m")
        select kind + active + manual;

    [Theory]
    [InlineData("", true, true)]
    [InlineData("A+", true, true)]
    [InlineData("A-", false, false)]
    [InlineData("A-m", true, false)]
    [InlineData("A-m A-", false, false)]
    [InlineData("A+ A-", true, true)]
    [InlineData("D-", true, true)]
    [InlineData("D+", false, false)]
    [InlineData("D+m", true, false)]
    [InlineData("D+m D+", false, false)]
    [InlineData("A+ D-", true, true)]
    [InlineData("A+ D+", false, false)]
    [InlineData("A+ D+m", true, false)]
    [InlineData("A- D-", false, false)]
    public void Windows_decide_as_the_table_of_Argo_CD_says(string windows, bool manual, bool automatic)
    {
        var imported = Import(windows.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        WindowGate.Decide(imported, At, manual: true).Allowed.ShouldBe(manual);
        WindowGate.Decide(imported, At, manual: false).Allowed.ShouldBe(automatic);
    }

    [Fact]
    public void Any_windows_decide_as_the_rules_of_Argo_CD() =>
        Prop.ForAll(AnyWindow.ListOf().Select(windows => windows.Take(MaxWindows).ToArray()).ToArbitrary(), windows =>
        {
            var imported = Import(windows);
            WindowGate.Decide(imported, At, manual: true).Allowed.ShouldBe(CanSync(windows, manual: true), string.Join(' ', windows));
            WindowGate.Decide(imported, At, manual: false).Allowed.ShouldBe(CanSync(windows, manual: false), string.Join(' ', windows));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("applications: [\"shop-*\"]", true)]
    [InlineData("applications: [\"*-staging\"]", false)]
    [InlineData("namespaces: [production]", true)]
    [InlineData("clusters: [\"https://one.example.com\"]", true)]
    [InlineData("clusters: [elsewhere]", false)]
    [InlineData("applications: [other], namespaces: [production]", true)]
    [InlineData("applications: [other], namespaces: [production], andOperator: true", false)]
    [InlineData("applications: [\"shop*\"], namespaces: [production], andOperator: true", true)]
    [InlineData("manualSync: true", false)]
    public void A_window_is_written_where_its_patterns_take_the_Application(string patterns, bool written) =>
        Windows($"    - {{ kind: deny, schedule: \"0 1 * * *\", duration: 1h, {patterns} }}\n").Count.ShouldBe(written ? 1 : 0);

    [Theory]
    [InlineData("@daily", "0 0 * * *")]
    [InlineData("@hourly", "0 * * * *")]
    [InlineData("0 1 ? * MON", "0 1 * * MON")]
    [InlineData("*/15 9-17 * * 1-5", "*/15 9-17 * * 1-5")]
    public void A_schedule_starts_at_the_same_times(string theirs, string ours) =>
        Windows($"    - {{ kind: deny, schedule: \"{theirs}\", duration: 1h, applications: [\"*\"] }}\n").ShouldHaveSingleItem().Schedule.ToString().ShouldBe(ours);

    /// <summary>The five rules by which Argo CD decides.</summary>
    private static bool CanSync(string[] windows, bool manual)
    {
        var (denies, allows) = (windows.Where(w => w[0] == 'D' && w[1] == '+').ToList(), windows.Where(w => w[0] == 'A').ToList());
        if (denies.Count > 0 && !(manual && denies.TrueForAll(w => w.EndsWith('m'))))
            return false;
        if (allows.Count == 0 || allows.Exists(w => w[1] == '+'))
            return true;
        return manual && allows.TrueForAll(w => w.EndsWith('m'));
    }

    private static IReadOnlyList<WindowSpec> Import(string[] windows) => Windows(string.Concat(windows.Select(w =>
        $"    - {{ kind: {(w[0] == 'A' ? "allow" : "deny")}, schedule: \"0 {(w[1] == '+' ? 9 : 20)} * * *\", duration: 2h, applications: [\"*\"], manualSync: {(w.EndsWith('m') ? "true" : "false")} }}\n")));

    private static IReadOnlyList<WindowSpec> Windows(string windows)
    {
        var project = $"apiVersion: argoproj.io/v1alpha1\nkind: AppProject\nmetadata: {{ name: p }}\nspec:\n  syncWindows:{(windows.Length == 0 ? " []" : "")}\n{windows}";
        const string application = """
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata: { name: shop-eu, namespace: argocd }
            spec: { project: p, source: { repoURL: x }, destination: { namespace: production, server: "https://one.example.com" } }
            """;
        var result = Importer.Convert([new ImportFile("project.yaml", project), new ImportFile("application.yaml", application)]);
        result.Errors.ShouldBeEmpty();
        return result.Spec!.Environments.Single().Windows;
    }
}
