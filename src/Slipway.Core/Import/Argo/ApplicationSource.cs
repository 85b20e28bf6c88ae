using Slipway.Core.Import.Drafts;
using Slipway.Core.Import.Reading;

namespace Slipway.Core.Import.Argo;

/// <summary>An environment from an Application of Argo CD, where no Rollout or Canary says more.</summary>
internal static class ApplicationSource
{
    private const string ArgoNamespace = "argocd";

    public static EnvironmentDraft Convert(SourceObject application, SourceObjects objects)
    {
        var spec = application.Spec;
        var environment = new EnvironmentDraft(application, spec["destination"]["namespace"].Text);
        var keys = new DraftMap().Text("application", application.Name, application.NameField);
        if (application.Namespace is { Length: > 0 } there and not ArgoNamespace)
            keys.Text("namespace", there, application.NamespaceField);
        var revision = spec["source"]["targetRevision"];
        keys.Text("revision", "{version}", revision);
        if (revision.Exists)
            revision.Tell("is set by Slipway: the version that is deployed.", "Deploy versions by the names of Git tags, or write what they have in common into 'revision', such as \"v{version}\".", environment.At("target.argocd.revision"));
        if (spec["syncPolicy"]["automated"]["selfHeal"].Flag == true)
            keys.Text("drift", "heal", spec["syncPolicy"]["automated"]["selfHeal"]);
        environment.Target.Map("argocd", keys, application.NameField);
        environment.Strategy.Map("rolling", new DraftMap().Duration("observe", environment.Observe), application.NameField);
        if (spec["project"] is { Text: { } project } named && !objects.Projects.Any(p => p.Name == project))
            named.Tell("is an AppProject in none of the files, so its sync windows are not here.", "Give its file too, if it has any.", environment.At("windows"));
        spec["destination"].Skip();
        // What was looked at above is told of as a whole.
        foreach (var kept in (ReadOnlySpan<string>)["source", "syncPolicy"])
        {
            if (spec.Has(kept))
                spec[kept].Tell(ApplicationFields.Table.Rows.First(row => row.Field == kept).Here, null, environment.At("target.argocd"));
        }

        ApplicationFields.Table.Tell(spec, environment);
        spec.TellUnread(environment.At());
        return environment;
    }
}
