using Slipway.Core.Import.Argo;
using Slipway.Core.Import.Drafts;
using Slipway.Core.Import.Flagger;
using Slipway.Core.Import.Reading;
using Slipway.Core.Specs;

namespace Slipway.Core.Import;

/// <summary>
/// Manifests of Argo Rollouts, Flagger and Argo CD as a spec. A Rollout, a Canary, or where there is neither an Application, is an environment;
/// those of one name in several namespaces are the environments of one app. Nothing is left out in silence: what has no equal is a note.
/// </summary>
public static class Importer
{
    /// <param name="files">In the order in which their notes are to come.</param>
    /// <param name="app">The one to import of several, by the name of its Rollout, Canary or Application; null: there is only one.</param>
    public static ImportResult Convert(IReadOnlyList<ImportFile> files, string? app = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        var ledger = new ImportLedger();
        var objects = ManifestReader.Read(files, ledger);
        if (ledger.HasErrors || Chosen(objects, app, ledger) is not { } chosen)
            return Failed(ledger);
        var environments = chosen.Select(source => Convert(source, objects)).ToList();
        foreach (var environment in environments)
        {
            var application = ApplicationOf(environment, objects);
            SyncWindows.Convert(environment, objects.Projects, application);
            TellTwoMasters(environment, application);
            TellDefaultJudge(environment, ledger);
        }

        Agree(environments, ledger);
        return ledger.HasErrors ? Failed(ledger) : Written(environments, ledger);
    }

    private static List<SourceObject>? Chosen(SourceObjects objects, string? app, ImportLedger ledger)
    {
        List<SourceObject> all = [.. objects.Rollouts, .. objects.Canaries];
        if (all.Count == 0)
            all = [.. objects.Applications];
        var names = all.Select(o => o.Name).Distinct(StringComparer.Ordinal).ToList();
        var one = app is null ? all : all.FindAll(o => o.Name == app);
        if (all.Count == 0)
            ledger.Fail(new SpecError("", 1, 1, $"nothing here can be imported: {Found(objects)}", "name files with a Rollout, a Canary or an Application; what they refer to, such as AnalysisTemplates and Deployments, goes beside them"));
        else if (one.Count == 0)
            ledger.Fail(new SpecError("", 1, 1, $"no Rollout, Canary or Application is called {app}", $"there are {string.Join(", ", names)}"));
        else if (app is null && names.Count > 1)
            ledger.Fail(new SpecError("", 1, 1, $"the files have several apps: {string.Join(", ", all.Select(o => o.Title).Distinct())}", "a spec is for one app: name it with --app, and write each into a file of its own with --out"));
        else
            return one;
        return null;
    }

    private static string Found(SourceObjects objects) => objects.All.Count == 0
        ? "the files have no Kubernetes object"
        : $"the files have {string.Join(", ", objects.All.Select(o => o.Kind).Distinct())}";

    private static EnvironmentDraft Convert(SourceObject source, SourceObjects objects) => source.Kind switch
    {
        "Rollout" => RolloutSource.Convert(source, objects),
        "Canary" => CanarySource.Convert(source, objects),
        _ => ApplicationSource.Convert(source, objects),
    };

    /// <summary>The Application that deploys what an environment runs, where that is certain.</summary>
    private static SourceObject? ApplicationOf(EnvironmentDraft environment, SourceObjects objects)
    {
        if (environment.Source.Kind == "Application")
            return environment.Source;
        var there = objects.Applications.Where(a => a.Spec["destination"]["namespace"].Text == environment.Namespace).ToList();
        return there.Count == 1 ? there[0] : there.Find(a => a.Name == environment.Source.Name);
    }

    /// <summary>An Application beside a Rollout or Canary says which windows are for it, and also that Argo CD sets back what Slipway changes.</summary>
    private static void TellTwoMasters(EnvironmentDraft environment, SourceObject? application)
    {
        if (application is null || application == environment.Source)
            return;
        application.NameField.Tell(
            $"is the Application that deploys {environment.Source.Title}. Argo CD would set back what Slipway changes there.",
            "Let Argo CD ignore the image, the replicas and the labels slipway.dev/… (ignoreDifferences), or release by the target 'argocd' in place of 'deployment'.", environment.At("target"));
    }

    private static void TellDefaultJudge(EnvironmentDraft environment, ImportLedger ledger)
    {
        if (environment is not { Router.IsMeasured: true, IsUnjudged: false, Analysis.Count: 0 })
            return;
        var name = environment.Source.NameField;
        ledger.Tell(new ImportNote(name.File, name.Position.Line, name.Path, name.Shown, "got no rule from an analysis, so Slipway's own judge looks: 'sequential', the new version against the old one's traffic.", "Say whether it shall; 'analysis: []' turns it off.", environment.At("strategy")));
    }

    /// <summary>Environments of one app bring the same image, and have names of their own.</summary>
    private static void Agree(List<EnvironmentDraft> environments, ImportLedger ledger)
    {
        foreach (var (index, environment) in environments.Index().Skip(1))
        {
            if (environments.Take(index).FirstOrDefault(e => e.Name == environment.Name) is { } same)
                environment.Source.NameField.Fail($"would be the environment '{environment.Name}', as the one on line {same.Source.NameField.Position.Line} of {same.Source.NameField.File} is", "an environment's name is its namespace: give each a namespace of its own, or import them one by one");
            if (environment.Image != environments[0].Image && environment.ImageFrom is { } image)
                image.Fail($"is another image than {environments[0].Image} of the environment '{environments[0].Name}'", "a spec is for one app with one image: import them one by one");
        }

        if (environments.Exists(e => e.Image is null) && environments[0].Source.Kind == "Application")
        {
            var name = environments[0].Source.NameField;
            ledger.Tell(new ImportNote(name.File, name.Position.Line, name.Path, name.Shown, "is deployed from Git, and its files do not say which image that is; a spec needs the place of a version's files, or its image.", "Write 'image: registry.example.com/shop:{version}' in place of 'artifact' if versions are images.", "artifact"));
        }
    }

    private static ImportResult Written(List<EnvironmentDraft> environments, ImportLedger ledger)
    {
        var first = environments[0];
        var root = new DraftMap().Text("app", first.Source.Name, first.Source.NameField);
        if (first.Image is { } image)
            root.Text("image", image, first.ImageFrom);
        else
            root.Text("artifact", "./releases/{version}", first.Source.NameField);
        var all = new DraftMap();
        foreach (var environment in environments)
            all.Map(environment.Name, environment.ToMap(), environment.Source.NameField);
        var draft = new SpecDraft(root.Map("environments", all), first.Source.NameField);

        // The reader has the last word: what it refuses is refused here, at the field that it comes from.
        var read = SpecReader.Read(draft.Write([]), "/");
        foreach (var error in read.Errors)
            draft.Origin(error.Path).Fail($"becomes {error.Path} of the spec: {error.Message}", error.Remedy ?? "change the field, and import again");
        if (ledger.HasErrors)
            return Failed(ledger);
        foreach (var warning in read.Warnings)
        {
            var origin = draft.Origin(warning.Path);
            ledger.Tell(new ImportNote(origin.File, origin.Position.Line, origin.Path, origin.Shown, $"in the spec, {warning.Path} {warning.Message}.", warning.Remedy is null ? null : $"{char.ToUpperInvariant(warning.Remedy[0])}{warning.Remedy[1..]}.", warning.Path));
        }

        return new ImportResult { Text = draft.Write(ledger.Notes), Spec = read.Spec, Notes = ledger.Notes, Errors = [] };
    }

    private static ImportResult Failed(ImportLedger ledger) => new() { Notes = [], Errors = ledger.Errors };
}
