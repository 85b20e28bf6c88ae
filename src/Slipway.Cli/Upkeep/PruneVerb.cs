using System.CommandLine;
using Slipway.Contracts;
using Slipway.Core.Upkeep;
using Slipway.Storage;

namespace Slipway.Cli.Upkeep;

internal sealed class PruneVerb : StoreVerb
{
    private readonly Option<string?> _before = DurationOption.Create("--before", "Remove what is older");
    private readonly Option<string?> _evidence = DurationOption.Create("--evidence-before", "Remove measurements of ended rollouts that are older [default: as --before]");
    private readonly Option<string?> _archive = new("--archive") { Description = "Keep the removed events in this file, which must not exist", HelpName = "FILE" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Only say what would be removed" };

    public PruneVerb(Terminal terminal)
        : base(
            terminal, "prune", "Remove old events with all that belongs to them; live rollouts and what runs stay; while a server runs, it does so by serve --keep",
            "slipway store prune --before 90d --archive 2026-q1.ndjson.gz", "slipway store prune --before 90d --dry-run", "slipway store prune --before 400d --evidence-before 30d")
    {
        _before.Required = true;
        Options.Add(_before);
        Options.Add(_evidence);
        Options.Add(_archive);
        Options.Add(_dryRun);
    }

    protected override async Task<int> WorkAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var now = Terminal.Time.GetUtcNow();
        var before = now - DurationOption.Read(parsed, _before)!.Value;
        var evidence = now - DurationOption.Read(parsed, _evidence) ?? before;
        await using var store = parsed.GetValue(_dryRun) ? await OpenReadOnlyAsync(parsed, cancellation) : await OpenAloneAsync(parsed, cancellation);
        var pruner = new Pruner(store, store, Terminal.Time);
        var plan = await pruner.PlanAsync(before, cancellation);
        if (parsed.GetValue(_dryRun))
        {
            Tell(plan, "would remove");
            return ExitCodes.Done;
        }

        var archive = parsed.GetValue(_archive) is { } file ? new EventArchive(Path.GetFullPath(file, Terminal.Directory)) : null;
        var progress = new Progress(Terminal);
        await pruner.PruneAsync(plan, archive, removed => progress.Tell(() => $"{removed} of {plan.Events} events"), cancellation);
        var notices = await pruner.PruneNoticesAsync(before, cancellation);
        var blocks = await pruner.PruneEvidenceAsync(evidence, cancellation);
        Tell(plan, "removed");
        Terminal.Out.WriteLine($"removed {notices} delivered notices and {blocks} more blocks of measurements");
        return ExitCodes.Done;
    }

    private void Tell(PrunePlan plan, string verb)
    {
        Terminal.Out.WriteLine(plan.Events == 0
            ? $"no event is before {plan.Before:u} and not needed any more"
            : $"{verb} {plan.Events} events ({plan.From.Position + 1} to {plan.Through.Position}) with {plan.Rollouts} rollouts");
        if (plan.HeldBy is { } rollout)
            Terminal.Out.WriteLine($"what is younger than event {plan.Through.Position} is held by {rollout}");
    }
}
