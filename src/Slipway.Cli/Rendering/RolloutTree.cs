using Slipway.Cli.Output;
using Slipway.Contracts.Views;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Slipway.Cli.Rendering;

/// <summary>A rollout at an instant as a picture: head, steps, traffic, instances, verdict. Pure.</summary>
internal static class RolloutTree
{
    /// <param name="mostSteps">Steps shown at most, 3 or more; those far from the present one are folded.</param>
    public static IRenderable Render(RolloutView view, DateTimeOffset now, int mostSteps = int.MaxValue)
    {
        var tree = new Tree(Head(view, now)) { Guide = TreeGuide.Line, Style = Palette.Faint };
        if (view.WaitingFor is { Who: not null } waiting)
            tree.AddNode(Waiting(waiting, now));
        if (view.Cause is { } cause)
            AddCause(tree, cause);
        tree.AddNode(Section.Of("steps", StepList.Render(view.Steps, now, mostSteps)));
        if (view.Weights.Wanted.Count + view.Weights.Observed.Count > 0)
            tree.AddNode(Section.Of("traffic", CellGrid.Of(TrafficRow.Of(view.Weights))));
        SlotNode.AddAll(tree, view.Slots);
        if (view.Verdict is { } verdict)
            AddVerdict(tree, verdict);
        return tree;
    }

    private static Paragraph Head(RolloutView view, DateTimeOffset now)
    {
        var spent = DurationText.Short((view.EndedAt ?? now) - view.StartedAt);
        var head = new Paragraph()
            .Append($"{view.Id}  ", Palette.Strong)
            .Append($"{Change(view)}  ", Palette.Plain)
            .Append(view.Phase.Label(), Palette.Of(view.Phase))
            .Append($"  {spent}  by {view.StartedBy}\n", Palette.Faint)
            .Append(view.Summary, Palette.Plain);
        return view.Reason is { Length: > 0 } reason ? head.Append($"\nreason: {reason}", Palette.Faint) : head;
    }

    private static string Change(RolloutView view)
    {
        var versions = view.FromVersion is { } from ? $"{from} → {view.Version}" : view.Version;
        return view.Kind == RolloutKind.Deploy ? versions : $"{view.Kind.ToString().ToLowerInvariant()} {versions}";
    }

    private static Text Waiting(WaitingForView waiting, DateTimeOffset now)
    {
        var until = waiting.Until > now ? $", at most {DurationText.Short(waiting.Until.Value - now)}" : "";
        return new Text($"waits: {waiting.Sentence} ({waiting.Who}){until}", Palette.Warning);
    }

    private static void AddCause(Tree tree, CauseView cause)
    {
        var sentence = new Text($"cause: {cause.Sentence}", Palette.Bad);
        tree.AddNode(cause.Evidence.Count == 0 ? sentence : new Rows(sentence, CellGrid.Of([.. cause.Evidence.Select(FindingRow.Of)])));
    }

    private static void AddVerdict(Tree tree, VerdictView verdict)
    {
        var (_, style) = Palette.Of(verdict.Verdict);
        var head = new Paragraph().Append("verdict  ", Palette.Strong).Append(Palette.Label(verdict.Verdict), style);
        tree.AddNode(verdict.Findings.Count == 0
            ? head.Append($"  {verdict.Sentence}", Palette.Plain)
            : new Rows(head, CellGrid.Of([.. verdict.Findings.Select(FindingRow.Of)])));
    }
}
