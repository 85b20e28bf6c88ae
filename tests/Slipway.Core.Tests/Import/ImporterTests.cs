using System.Runtime.CompilerServices;
using Shouldly;
using Slipway.Core.Import;
using Slipway.Core.Specs;
using Slipway.Testing;
using Xunit;

namespace Slipway.Core.Tests.Import;

public sealed class ImporterTests
{
    private const string Rollout = """
        apiVersion: argoproj.io/v1alpha1
        kind: Rollout
        metadata: { name: NAME, namespace: production }
        spec:
          template: { spec: { containers: [{ name: a, image: "a:1" }] } }
          strategy: { canary: { stableService: a, steps: [STEPS] } }
        """;

    public static TheoryData<string> Cases => Files("Cases");

    public static TheoryData<string> Bad => Files("Bad");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Manifests_become_this_spec_with_these_notes(string name)
    {
        var result = Read("Cases", name);
        result.Errors.ShouldBeEmpty();
        var notes = result.Notes.Select(note => $"{note.File}:{note.Line} {note.Path} = {note.Says}\n  at {note.Key}\n  {note.Here}\n{(note.Decide is null ? "" : $"  DECIDE: {note.Decide}\n")}");
        Golden.ShouldMatch($"{result.Text}\n--- notes\n{string.Concat(notes)}", $"Cases/{name}.txt");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_written_is_a_valid_spec_and_reads_as_it_did_without_its_comments(string name)
    {
        var result = Read("Cases", name);
        var read = SpecReader.Read(result.Text!, "/");
        read.Errors.ShouldBeEmpty();
        var bare = SpecReader.Read(string.Join('\n', result.Text!.Split('\n').Where(line => !line.TrimStart().StartsWith('#'))), "/");
        Specs.SpecJson.Of(read).ShouldBe(Specs.SpecJson.Of(bare));
    }

    /// <summary>Every field is in the spec, told, or a plain part of what is looked after elsewhere.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_note_names_a_line_of_its_file_and_says_what_to_do_in_whole_sentences(string name)
    {
        var lines = Text("Cases", name).Split('\n').Length;
        foreach (var note in Read("Cases", name).Notes)
        {
            note.Line.ShouldBeInRange(1, lines);
            note.Here.ShouldEndWith(".", customMessage: note.Path);
            note.Decide?.ShouldEndWith(".", customMessage: note.Path);
        }
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void What_cannot_be_imported_is_answered_with_place_cause_and_remedy(string name)
    {
        var result = Read("Bad", name);
        result.IsDone.ShouldBeFalse();
        result.Errors.ShouldNotBeEmpty();
        result.Errors.ShouldAllBe(error => error.Remedy != null);
        Golden.ShouldMatch(string.Concat(result.Errors.Select(error => error.Format("(all)") + "\n")), $"Bad/{name}.txt");
    }

    [Fact]
    public void One_of_several_apps_is_imported_by_its_name()
    {
        ImportFile[] files = [new("a.yaml", Of("one", "{ setWeight: 5 }")), new("b.yaml", Of("two", "{ setWeight: 5 }"))];
        Importer.Convert(files).Errors.ShouldHaveSingleItem().Message.ShouldContain("Rollout one, Rollout two");
        Importer.Convert(files, "two").Spec!.App.ShouldBe("two");
        Importer.Convert(files, "three").Errors.ShouldHaveSingleItem().Remedy.ShouldBe("there are one, two");
    }

    [Theory]
    [InlineData("{ setWeight: 20 }, { pause: { duration: 1h } }, { setWeight: 20 }", "[20%, 100%]", "1h")]
    [InlineData("{ setWeight: 20 }, { pause: { duration: 90 } }, { pause: { duration: 30s } }, { setWeight: 100 }", "[20%, 100%]", "2m")]
    [InlineData("{ setWeight: 50 }, { setWeight: 20 }, { pause: { duration: 0.5h } }", "[50%, 100%]", "30m")]
    [InlineData("{ setWeight: 0 }, { setWeight: 1 }", "[1%, 100%]", "2m")]
    public void Weights_rise_to_all_and_are_watched_for_the_longest_pause(string steps, string weights, string observe)
    {
        var text = Importer.Convert([new ImportFile("a.yaml", Of("one", steps))]).Text!;
        text.ShouldContain($"weights: {weights}\n");
        text.ShouldContain($"observe: {observe}\n");
    }

    [Theory]
    [InlineData("{ pause: {} }, { setWeight: 20 }", "before: shift")]
    [InlineData("{ pause: { duration: 5m } }, { setWeight: 20 }", "{ wait: 5m, before: shift }")]
    [InlineData("{ setWeight: 20 }, { pause: {} }", "before: promote")]
    public void A_pause_for_a_person_or_before_the_first_weight_is_a_gate(string steps, string gate) =>
        Importer.Convert([new ImportFile("a.yaml", Of("one", steps))]).Text!.ShouldContain(gate);

    [Fact]
    public void An_Application_beside_a_Rollout_says_whose_windows_it_has_and_that_two_would_deploy()
    {
        const string argo = """
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata: { name: one-in-production, namespace: argocd }
            spec: { project: shop, destination: { namespace: production } }
            ---
            apiVersion: argoproj.io/v1alpha1
            kind: AppProject
            metadata: { name: shop, namespace: argocd }
            spec: { syncWindows: [{ kind: deny, schedule: "0 1 * * *", duration: 1h, applications: ["one-*"] }] }
            """;
        var result = Importer.Convert([new ImportFile("a.yaml", Of("one", "{ setWeight: 5 }")), new ImportFile("argo.yaml", argo)]);
        result.Spec!.Environments.Single().Windows.ShouldHaveSingleItem();
        result.Notes.ShouldContain(note => note.Says == "one-in-production" && note.Decide!.Contains("ignoreDifferences"));
    }

    [Fact]
    public void A_measured_environment_without_a_rule_is_told_which_judge_it_gets()
    {
        const string canary = """
            apiVersion: flagger.app/v1beta1
            kind: Canary
            metadata: { name: web, namespace: production }
            spec:
              provider: traefik
              metricsServer: http://prometheus:9090
              SKIP
              targetRef: { kind: Deployment, name: web }
              analysis: { interval: 1m, stepWeights: [1, 10, 5, 7, 80] }
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: web }
            spec: { template: { spec: { containers: [{ image: "web:1" }] } } }
            """;
        var judged = Importer.Convert([new ImportFile("web.yaml", canary.Replace("SKIP", "", StringComparison.Ordinal))]);
        judged.Text!.ShouldContain("weights: [1%, 10%, 80%, 100%]");
        judged.Notes.ShouldContain(note => note.Here.Contains("'sequential'"));
        var skipped = Importer.Convert([new ImportFile("web.yaml", canary.Replace("SKIP", "skipAnalysis: true", StringComparison.Ordinal))]);
        skipped.Text!.ShouldContain("analysis: []");
        skipped.Notes.ShouldNotContain(note => note.Here.Contains("'sequential'"));
    }

    [Fact]
    public void Objects_of_a_list_and_of_JSON_are_read()
    {
        var list = $"apiVersion: v1\nkind: List\nitems:\n  - {Of("one", "{ setWeight: 5 }").Replace("\n", "\n    ", StringComparison.Ordinal)}\n";
        Importer.Convert([new ImportFile("list.yaml", list)]).Spec!.App.ShouldBe("one");
        const string json = """{"apiVersion":"argoproj.io/v1alpha1","kind":"Rollout","metadata":{"name":"one","namespace":"p"},"spec":{"template":{"spec":{"containers":[{"image":"a:1"}]}},"strategy":{"blueGreen":{"activeService":"a"}}}}""";
        Importer.Convert([new ImportFile("one.json", json)]).Spec!.App.ShouldBe("one");
    }

    [Fact]
    public void The_table_in_the_documents_is_the_one_that_the_import_works_by() =>
        Golden.ShouldMatch(ImportReference.ToMarkdown(), "../../../docs/reference/import.md");

    private static string Of(string name, string steps) => Rollout.Replace("NAME", name, StringComparison.Ordinal).Replace("STEPS", steps, StringComparison.Ordinal);

    private static ImportResult Read(string folder, string name) => Importer.Convert([new ImportFile($"{name}.yaml", Text(folder, name))]);

    private static string Text(string folder, string name) => File.ReadAllText($"{Folder(folder)}/{name}.yaml");

    private static TheoryData<string> Files(string folder) =>
        [.. Directory.GetFiles(Folder(folder), "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    private static string Folder(string name, [CallerFilePath] string caller = "") => Path.Combine(Path.GetDirectoryName(caller)!, name);
}
