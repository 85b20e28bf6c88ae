using System.Text.Json;
using Slipway.Cli.Analyze.Views;
using Slipway.Cli.Output;
using Slipway.Contracts;
using Slipway.Core.Upkeep.Rejudging;

namespace Slipway.Cli.Analyze.Rollouts;

/// <summary>What a second judgement of a rollout came to.</summary>
internal static class RolloutReport
{
    /// <summary>Where it does not agree, a person is needed: whether altered, lost or judged by another version.</summary>
    public static int Code(Rejudgement again) => again.Agrees ? ExitCodes.Done : ExitCodes.Failed;

    public static string Json(Rejudgement again) => JsonSerializer.Serialize(RejudgementView.Of(again), AnalysisJson.Readable.RejudgementView);

    public static void Print(Terminal terminal, Rejudgement again)
    {
        terminal.Out.WriteLine($"{again.Rollout}  {again.Plan.Environment.App}/{again.Plan.Environment.Environment} {again.Plan.Release.Version}");
        foreach (var look in again.Looks)
        {
            terminal.Out.WriteLine($"{RejudgedLookView.Word(look.Outcome),-13}  {Listing.Time(terminal, look.Recorded.At!.Value)}  {look.Recorded.Sentence}");
            if (look is { Outcome: RelookOutcome.Differs, Again: { } now })
                terminal.Out.WriteLine($"{"",-13}  now it is  {now.Sentence}");
        }

        terminal.Out.WriteLine(Conclusion(again));
    }

    private static string Conclusion(Rejudgement again)
    {
        var count = again.Looks.Count;
        if (count == 0)
            return "no verdict was recorded: the rollout was never judged, so there is nothing to judge again";
        var (differ, gone) = (again.Looks.Count(look => look.Outcome == RelookOutcome.Differs), again.Looks.Count(look => look.Outcome == RelookOutcome.EvidenceGone));
        if (differ > 0)
            return $"{differ} of {count} recorded verdicts come out otherwise: was the record altered (`slipway audit verify`), or judged by another version of the program?";
        return gone > 0
            ? $"of {gone} of {count} recorded verdicts the measurements are no longer there: those of an ended rollout are kept as long as `serve --keep-evidence` says; the others agree"
            : $"all of {count} recorded verdicts come out again, to the last digit";
    }
}
