using Slipway.Core.Upkeep.Rejudging;

namespace Slipway.Cli.Analyze.Views;

/// <summary>The JSON of a rollout that was judged again.</summary>
/// <param name="Agrees">Whether there was a verdict, and every one came out again to the last digit.</param>
internal sealed record RejudgementView(string Rollout, bool Agrees, IReadOnlyList<RejudgedLookView> Looks)
{
    public static RejudgementView Of(Rejudgement again) => new(again.Rollout, again.Agrees, [.. again.Looks.Select(RejudgedLookView.Of)]);
}
