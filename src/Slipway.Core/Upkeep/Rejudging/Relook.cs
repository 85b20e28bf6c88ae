using Slipway.Core.Analysis;

namespace Slipway.Core.Upkeep.Rejudging;

/// <summary>A recorded look of the judges, and the same look again.</summary>
/// <param name="Position">Of the event that recorded it.</param>
/// <param name="Recorded">What they said then.</param>
/// <param name="Again">What they say now; null where too little is left to look at.</param>
public sealed record Relook(long Position, Evaluation Recorded, Evaluation? Again, RelookOutcome Outcome);
