namespace Slipway.Core.Analysis;
public static class Judge
{
    public static Evaluation Evaluate(AnalysisPolicy policy, IReadOnlyList<TrafficSample> series, Values.Slot candidate, DateTimeOffset exposedSince, DateTimeOffset now) => Evaluation.Of([]);
}
