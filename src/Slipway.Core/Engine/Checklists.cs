using System.Collections.Concurrent;
using Slipway.Core.Gates.Checklists;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Specs.Text;
using Slipway.Core.Values;

namespace Slipway.Core.Engine;

/// <summary>The answers to checklists: read, given by people and by checks, and withdrawn. Each is an event in the checklist's own stream.</summary>
public sealed class Checklists(IEventStore store, IEnumerable<IItemCheck> runners, TimeProvider time)
{
    /// <summary>In characters: a sentence, a number or a link, not the thing itself.</summary>
    public const int MaxEvidence = 500;

    /// <summary>Checks that run at once.</summary>
    private const int MaxAtOnce = 8;

    /// <summary>Tries when others answer at the same time.</summary>
    private const int MaxConflicts = 20;

    private readonly Dictionary<string, IItemCheck> _runners = runners.ToDictionary(runner => runner.Name);
    private readonly ConcurrentDictionary<EnvironmentKey, ChecklistState> _known = new();

    /// <summary>The answers by now: asks the store for what is new.</summary>
    public async Task<ChecklistState> ReadAsync(EnvironmentKey key, CancellationToken cancellation)
    {
        var known = _known.GetValueOrDefault(key, ChecklistState.None);
        var news = await store.ReadStreamAsync(Streams.ChecklistOf(key), known.Version, cancellation);
        return _known[key] = news.Aggregate(known, (state, e) => state.Apply(EventCodec.DecodeChecklist(e), e.Version, e.Time));
    }

    /// <summary>Somebody signs an item off.</summary>
    /// <param name="role">In which role; null: the item's own.</param>
    /// <param name="roles">All roles that they have there.</param>
    /// <param name="lasts">How long it counts; null: as long as the item says, which is also the longest.</param>
    /// <param name="release">Null: none is known. An item that each release answers anew needs one.</param>
    public Task<Outcome<ChecklistState>> SignAsync(
        Place place, string id, string? role, IReadOnlyCollection<string> roles, string? evidence, TimeSpan? lasts, ReleaseVersion? release, Actor actor, CancellationToken cancellation)
    {
        var item = Find(place, id);
        if (!item.IsAccepted)
            return Task.FromResult<Outcome<ChecklistState>>(item.Refusal);
        return RefuseSignature(item.Value, role, roles, evidence, lasts, release) is { } refusal
            ? Task.FromResult<Outcome<ChecklistState>>(refusal)
            : AppendAsync(
                place.Key,
                now =>
                [
                    new ItemSigned
                    {
                        Item = id,
                        Definition = ItemDigest.Of(item.Value),
                        Release = item.Value.PerRelease ? release : null,
                        Evidence = Line(evidence!),
                        Until = now + (lasts ?? item.Value.Lasts),
                        By = actor.Name,
                        Role = item.Value.Role!,
                    },
                ],
                actor,
                cancellation);
    }

    /// <summary>What was answered to an item, for any release, does not count any more.</summary>
    public Task<Outcome<ChecklistState>> WithdrawAsync(Place place, string id, string? reason, Actor actor, CancellationToken cancellation)
    {
        var item = Find(place, id);
        return item.IsAccepted
            ? AppendAsync(place.Key, _ => [new ItemWithdrawn { Item = id, By = actor.Name, Reason = reason is null ? null : Line(reason) }], actor, cancellation)
            : Task.FromResult<Outcome<ChecklistState>>(item.Refusal);
    }

    /// <summary>Runs checks, several at once, and records what they found.</summary>
    /// <param name="ids">Which items; none: all of the moment that have a check.</param>
    /// <param name="release">As for <see cref="SignAsync"/>.</param>
    public async Task<Outcome<ChecklistState>> RunAsync(
        Place place, IReadOnlyList<string> ids, ChecklistMoment moment, ReleaseVersion? release, Actor actor, CancellationToken cancellation)
    {
        var chosen = Choose(place, ids, moment, release);
        if (!chosen.IsAccepted)
            return chosen.Refusal;
        var answers = new List<(ChecklistItem Item, ItemFinding Finding, DateTimeOffset At)>();
        foreach (var some in chosen.Value.Chunk(MaxAtOnce))
            answers.AddRange(await Task.WhenAll(some.Select(item => AnswerAsync(item, place, release, cancellation))));
        return answers.Count == 0 ? await ReadAsync(place.Key, cancellation) : await AppendAsync(place.Key, _ => [.. answers.Select(a => Checked(a.Item, a.Finding, a.At, release))], actor, cancellation);
    }

    private static ItemChecked Checked(ChecklistItem item, ItemFinding finding, DateTimeOffset at, ReleaseVersion? release) => new()
    {
        Item = item.Id,
        Definition = ItemDigest.Of(item),
        Release = item.PerRelease ? release : null,
        Evidence = Line(finding.Detail),
        Until = at + item.Lasts,
        Passed = finding.Passed,
    };

    private async Task<(ChecklistItem, ItemFinding, DateTimeOffset)> AnswerAsync(ChecklistItem item, Place place, ReleaseVersion? release, CancellationToken cancellation)
    {
        var check = ItemWords.Fill(item.Check!, place.Key, release);
        if (!_runners.TryGetValue(check.Name, out var runner))
            return (item, new ItemFinding(false, $"this server cannot run checks of the kind {check.Name}"), time.GetUtcNow());
        var within = check.Timeout + (check is MetricItemCheck metric ? metric.Over : TimeSpan.Zero);
        using var limit = new CancellationTokenSource(within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            var finding = await runner.RunAsync(check, new ItemContext(place.Key, place.Environment, place.App.Directory), either.Token);
            return (item, finding, time.GetUtcNow());
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (item, new ItemFinding(false, $"no answer within {SpecDuration.Format(within)}"), time.GetUtcNow());
        }
    }

    private static Outcome<IReadOnlyList<ChecklistItem>> Choose(Place place, IReadOnlyList<string> ids, ChecklistMoment moment, ReleaseVersion? release)
    {
        if (place.Environment.Checklist is not { } checklist)
            return None(place);
        var chosen = new List<ChecklistItem>();
        if (ids.Count == 0)
            chosen.AddRange((checklist with { Groups = [.. checklist.Groups.Where(g => g.Moment == moment)] }).Leaves().Where(item => item.Check is not null));
        foreach (var id in ids)
        {
            var item = Find(place, id);
            if (!item.IsAccepted)
                return item.Refusal;
            if (item.Value.Check is null)
                return Refusal.Of(RefusalKind.Invalid, $"{id} has no check: somebody with the role {item.Value.Role} signs it off with `slipway checklist sign {id}`");
            chosen.Add(item.Value);
        }

        return release is null && chosen.Find(item => item.PerRelease) is { } first ? NoRelease(first) : chosen;
    }

    private static Refusal? RefuseSignature(
        ChecklistItem item, string? role, IReadOnlyCollection<string> roles, string? evidence, TimeSpan? lasts, ReleaseVersion? release)
    {
        if (item.Role is null)
            return Refusal.Of(RefusalKind.Invalid, $"{item.Id} is answered by its check: `slipway checklist run {item.Id}`");
        if (role is not null && role != item.Role)
            return Refusal.Of(RefusalKind.Invalid, $"{item.Id} is signed off in the role {item.Role}, not {role}");
        if (!roles.Contains(item.Role))
            return Refusal.Of(RefusalKind.Denied, $"{item.Id} is signed off by somebody with the role {item.Role}; you have {(roles.Count == 0 ? "no role" : string.Join(", ", roles))} there");
        if (string.IsNullOrWhiteSpace(evidence))
            return Refusal.Of(RefusalKind.Invalid, "a sign-off needs evidence, what you saw or where it can be seen: give it with `--evidence TEXT`");
        if (evidence.Length > MaxEvidence)
            return Refusal.Of(RefusalKind.Invalid, $"the evidence is {evidence.Length} characters long; {MaxEvidence} is the most: give a link to the whole");
        if (lasts <= TimeSpan.Zero || lasts > item.Lasts)
            return Refusal.Of(RefusalKind.Invalid, $"an answer to {item.Id} counts for at most {SpecDuration.Format(item.Lasts)}, not {SpecDuration.Format(lasts.Value)}");
        return item.PerRelease && release is null ? NoRelease(item) : null;
    }

    private static Outcome<ChecklistItem> Find(Place place, string id)
    {
        if (place.Environment.Checklist is not { } checklist)
            return None(place);
        if (checklist.Find(id) is { } item)
            return item;
        var whole = checklist.Groups.SelectMany(g => g.Items).FirstOrDefault(i => i.Id == id);
        return whole is null
            ? Refusal.Of(RefusalKind.NotFound, $"the checklist of {place.Key} has no item '{id}'; `slipway checklist` lists them")
            : Refusal.Of(RefusalKind.Invalid, $"{id} consists of parts, which are answered each: {string.Join(", ", whole.Parts.Select(p => p.Id))}");
    }

    private static Refusal None(Place place) => Refusal.Of(RefusalKind.NotFound, $"{place.Key} has no `checklist` in its spec");

    private static Refusal NoRelease(ChecklistItem item) =>
        Refusal.Of(RefusalKind.Invalid, $"{item.Id} is answered for each release anew: name the version with `--release VERSION`");

    private async Task<Outcome<ChecklistState>> AppendAsync(
        EnvironmentKey key, Func<DateTimeOffset, IReadOnlyList<ChecklistEvent>> events, Actor actor, CancellationToken cancellation)
    {
        for (var conflicts = 0; ; conflicts++)
        {
            var state = await ReadAsync(key, cancellation);
            var now = time.GetUtcNow();
            try
            {
                var stream = new StreamAppend(Streams.ChecklistOf(key), state.Version, [.. events(now).Select(EventCodec.Encode)]);
                await store.AppendAsync(new Append([stream], now, actor, null, null, []), cancellation);
                return await ReadAsync(key, cancellation);
            }
            catch (StreamConflictException) when (conflicts < MaxConflicts)
            {
                // Somebody else answered meanwhile, which changes nothing about this answer; or old answers were removed, and the rest is to be read anew.
                _known.TryRemove(key, out _);
            }
        }
    }

    /// <summary>On one line and not too long.</summary>
    private static string Line(string text)
    {
        var line = string.Join(' ', new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaxEvidence ? line : line[..(MaxEvidence - 1)] + "…";
    }
}
