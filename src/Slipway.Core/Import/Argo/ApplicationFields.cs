namespace Slipway.Core.Import.Argo;

/// <summary>What becomes of the fields of an Application.</summary>
internal static class ApplicationFields
{
    private const string Target = "target.argocd";

    public static MappingTable Table { get; } = new(
        "Argo CD: Application",
        new("source.targetRevision", "target.argocd.revision", "The version of a release: `revision: \"{version}\"`."),
        new("syncPolicy.automated.selfHeal", "target.argocd.drift", "true: `heal`."),
        new("project", "windows", "Its sync windows, where the AppProject is among the files."),
        new("destination", "windows", "It decides which sync windows are for the Application."),
        new("source", null, "stays as it is: Slipway changes the target revision alone.") { Near = Target },
        new("sources", null, "stays as it is. Slipway changes one target revision.") { Decide = "An Application with several sources is not driven well: give the part that is released one of its own.", Near = Target },
        new("syncPolicy", null, "stays as it is; Slipway switches automated sync off while a rollout runs, and on again after it.") { Near = Target },
        new("ignoreDifferences", null, "stays as it is.") { Near = Target },
        new("info", null, "stays as it is.") { Near = Target },
        new("revisionHistoryLimit", null, "stays as it is; Slipway keeps its releases in its own record.") { Near = Target });
}
