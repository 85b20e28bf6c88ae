using Slipway.Cli.Output;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Rendering;

/// <summary>What changed between two looks at a rollout, a line each: for logs and pipes. Pure.</summary>
internal static class RolloutLines
{
    /// <param name="before">Null for the first look: then everything so far is told.</param>
    public static IEnumerable<string> Between(RolloutView? before, RolloutView after)
    {
        if (before is null)
            yield return $"rollout {after.Id}: {after.App}/{after.Environment} {(after.FromVersion is { } from ? $"{from} → " : "")}{after.Version}, by {after.StartedBy}";
        foreach (var step in after.Steps)
        {
            if (StepLine(before?.Steps.FirstOrDefault(s => s.Index == step.Index), step) is { } line)
                yield return line;
        }

        if (Observed(after) is { } observed && observed != (before is null ? null : Observed(before)))
            yield return $"traffic   {observed}";
        foreach (var instance in after.Slots.SelectMany(s => s.Instances))
        {
            if (InstanceLine(before?.Slots.SelectMany(s => s.Instances).FirstOrDefault(i => i.Id == instance.Id), instance) is { } line)
                yield return line;
        }

        if (after.Verdict is { } verdict && verdict.Verdict != before?.Verdict?.Verdict)
            yield return $"verdict   {Palette.Label(verdict.Verdict)}: {verdict.Sentence}";
        if (after.WaitingFor is { Who: not null } waiting && waiting.Sentence != before?.WaitingFor?.Sentence)
            yield return $"waits     {waiting.Sentence}";
        if (after.Cause is { } cause && cause.Sentence != before?.Cause?.Sentence)
            yield return $"cause     {cause.Sentence}";
        if (after.Phase != before?.Phase && (before is not null || after.Phase.IsDecided()))
            yield return $"{after.Phase.Label(),-9} {after.Summary}";
    }

    private static string? StepLine(StepView? before, StepView step)
    {
        if (step.Status == before?.Status || step.Status == StepStatus.Pending)
            return null;
        var spent = step is { StartedAt: { } start, EndedAt: { } end } ? $" ({DurationText.Short(end - start)})" : "";
        var detail = step.Detail is { Length: > 0 } text ? $": {text}" : "";
        return $"{step.Status.ToString().ToLowerInvariant(),-9} {step.Index + 1}. {step.Title}{spent}{detail}";
    }

    // Only what a person should know of: not every start and stop.
    private static string? InstanceLine(InstanceView? before, InstanceView instance) =>
        instance.State is "crashed" or "unready" && (instance.State != before?.State || instance.Restarts != before.Restarts)
            ? $"instance  {instance.Id} {instance.State}{(instance.Detail is { } detail ? $": {detail}" : "")}"
            : null;

    private static string? Observed(RolloutView view) =>
        view.Weights.Observed.Count == 0
            ? null
            : "observed " + string.Join(", ", view.Weights.Observed.Where(w => w.Version is not null).Select(w => $"{w.Version} {w.Weight:0.##} %"));
}
