using Slipway.Cli.Client;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Core.Analysis.Foresight;
using Slipway.Core.Environments;
using Slipway.Core.Planning;
using Slipway.Core.Rollouts;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Server.Api.Views;

namespace Slipway.Cli.Offline;

/// <summary>
/// The plan that a spec makes by itself, for where no server is: in a review, or in CI before the files exist.
/// Its digest covers the spec, the versions and the split, not the files; an approval needs the server's.
/// </summary>
internal static class OfflinePlan
{
    public static PlanView Make(Terminal terminal, OfflineQuestion question)
    {
        var (app, _) = SpecFile.Read(question.File, terminal);
        var spec = SpecFile.FindEnvironment(app, question.Environment);
        var release = ReleaseOf(app, spec, question.Version);
        var state = question.Running is not { } running ? EnvironmentState.New : Running(ReleaseOf(app, spec, running));
        var plan = Planner.Deploy(new EnvironmentKey(app.App, spec.Name), spec, release, state);
        var foresight = question.RequestsPerSecond is not { } requests ? null : PlanForesight.Of(plan, new PresentTraffic(requests, question.ErrorRate, null));
        return new PlanView
        {
            Digest = plan.ComputeDigest().ToString(),
            App = app.App,
            Environment = spec.Name,
            Version = question.Version,
            FromVersion = question.Running,
            Strategy = plan.Strategy.Name,
            Steps = [.. plan.Steps.Select((step, index) => new PlanStepView(index, step.Kind, Sentences.Of(step, plan)))],
            Foresight = foresight is null ? null : ForesightViews.Of(foresight),
            Warnings = ["made from the spec alone: neither the version's files nor what runs was looked at", .. foresight is null ? [] : ForesightViews.Warnings(foresight)],
        };
    }

    private static Release ReleaseOf(AppSpec app, EnvironmentSpec spec, string name) =>
        ReleaseVersion.TryParse(name, out var version)
            ? Release.Create(version, app.Image ?? app.Artifact, Digest.Of(name), spec.Target)
            : throw new VerbFailedException(ExitCodes.Invalid, $"'{name}' is not a version: {ReleaseVersion.Shape}");

    private static EnvironmentState Running(Release release) => EnvironmentState.New with
    {
        Releases = new PerSlot<Release?>(release, null),
        Stable = Slot.Blue,
        Split = TrafficSplit.AllTo(Slot.Blue),
    };
}
