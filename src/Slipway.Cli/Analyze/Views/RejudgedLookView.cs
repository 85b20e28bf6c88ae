using Slipway.Core.Analysis;
using Slipway.Core.Upkeep.Rejudging;

namespace Slipway.Cli.Analyze.Views;

/// <summary>A recorded look, and the same look again.</summary>
/// <param name="Position">Of the event that recorded it.</param>
/// <param name="Outcome"><c>agrees</c>, <c>differs</c> or <c>evidence-gone</c>.</param>
/// <param name="Again">Null where the measurements are gone.</param>
internal sealed record RejudgedLookView(long Position, DateTimeOffset At, string Outcome, Evaluation Recorded, Evaluation? Again)
{
    public static RejudgedLookView Of(Relook look) => new(look.Position, look.Recorded.At!.Value, Word(look.Outcome), look.Recorded, look.Again);

    public static string Word(RelookOutcome outcome) => outcome switch
    {
        RelookOutcome.Agrees => "agrees",
        RelookOutcome.Differs => "differs",
        _ => "evidence-gone",
    };
}
