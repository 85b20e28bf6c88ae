using System.Text.Json;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Kubernetes.Targets.Manifests;
using Slipway.Kubernetes.Targets.Packages;

namespace Slipway.Kubernetes.Targets.Helm;

/// <summary>Runs <c>helm</c> for one release and reads what it says.</summary>
internal sealed class HelmProgram(string program, HelmSpec spec, string ns, string? kubeConfig, TimeProvider time)
{
    private const int QuestionSeconds = 20;

    /// <summary>For hooks, which Helm runs itself: migrations take a while.</summary>
    private static readonly TimeSpan HooksWithin = TimeSpan.FromMinutes(10);

    /// <summary>Beyond its own limit, Helm is ended from outside.</summary>
    private static readonly TimeSpan ChangeWithin = HooksWithin + TimeSpan.FromMinutes(1);

    private readonly HelmCommand _command = new(spec, ns, kubeConfig);
    private readonly BoundedProgram _run = new(time);

    public Task UpgradeAsync(HelmInputs inputs, string description, CancellationToken cancellation) =>
        ChangeAsync("upgrade", _command.Upgrade(inputs, description, HooksWithin), cancellation);

    /// <summary>An upgrade that changes nothing.</summary>
    /// <exception cref="PortUnavailableException">Helm would refuse it, in its own words.</exception>
    public async Task TryAsync(HelmInputs inputs, CancellationToken cancellation)
    {
        var ended = await AskAsync([.. _command.Upgrade(inputs, "dry run", HooksWithin), "--dry-run"], cancellation);
        if (!ended.IsGood)
            throw Failed("upgrade --dry-run", ended);
    }

    public Task RollbackAsync(int revision, CancellationToken cancellation) => ChangeAsync($"rollback to revision {revision}", _command.Rollback(revision, HooksWithin), cancellation);

    public Task UninstallAsync(CancellationToken cancellation) => ChangeAsync("uninstall", _command.Uninstall(HooksWithin), cancellation);

    /// <summary>The oldest first; empty when there is no such release.</summary>
    public async Task<IReadOnlyList<HelmRevision>> HistoryAsync(CancellationToken cancellation)
    {
        var asked = await AskAsync(_command.History(), cancellation);
        if (!asked.IsGood && asked.Complaint.Contains("release: not found", StringComparison.Ordinal))
            return [];
        try
        {
            return asked.IsGood ? HelmRevision.Read(asked.Output) : throw Failed("history", asked);
        }
        catch (JsonException)
        {
            throw new PortUnavailableException($"helm history of release {ns}/{spec.Release} is not what Helm 3 writes: is {program} version 3?");
        }
    }

    /// <summary>What the release consists of, hooks left out.</summary>
    public async Task<IReadOnlyList<ManifestDocument>> ManifestAsync(CancellationToken cancellation)
    {
        var asked = await AskAsync(_command.Manifest(), cancellation);
        if (!asked.IsGood)
            throw Failed("get manifest", asked);
        try
        {
            return YamlDocuments.Read(asked.Output, $"the manifest of {spec.Release}");
        }
        catch (FormatException bad)
        {
            throw new PortUnavailableException(bad.Message, inner: bad);
        }
    }

    private Task<ProgramEnd> AskAsync(IReadOnlyList<string> arguments, CancellationToken cancellation) => _run.RunAsync(program, arguments, TimeSpan.FromSeconds(QuestionSeconds), cancellation);

    private async Task ChangeAsync(string doing, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var ended = await _run.RunAsync(program, arguments, ChangeWithin, cancellation);
        if (!ended.IsGood)
            throw Failed(doing, ended);
    }

    private PortUnavailableException Failed(string doing, ProgramEnd ended) => new($"helm {doing} of release {ns}/{spec.Release} ended with code {ended.Code}: {ended.Complaint}");
}
