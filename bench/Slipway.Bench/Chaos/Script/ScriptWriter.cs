using Slipway.Bench.Chaos.World;

namespace Slipway.Bench.Chaos.Script;

/// <summary>Who brings out what, and what people do meanwhile: all of it follows from the seed.</summary>
public static class ScriptWriter
{
    private const double GoodShare = 0.55;
    private const double InterventionShare = 0.2;
    private const int LatestInterventionMilliseconds = 6000;

    private static readonly Behaviour[] Bad = [Behaviour.Errors, Behaviour.Slow, Behaviour.CrashLoop, Behaviour.NeverReady, Behaviour.CrashesUnderLoad];
    private static readonly Intervention[] Interventions = [Intervention.Pause, Intervention.Abort, Intervention.Rollback, Intervention.Supersede];

    /// <summary>The first of each place is its first version, which is good and undisturbed; then the rollouts, place by place in turn.</summary>
    public static IReadOnlyList<Order> Write(IReadOnlyList<Place> places, int rollouts, Random chance)
    {
        var first = places.Select(place => new Order(place, "1.0.0", Behaviour.Good, Intervention.None, TimeSpan.Zero));
        var rest = Enumerable.Range(0, rollouts).Select(number => Draw(places[number % places.Count], number, chance));
        return [.. first.Concat(rest)];
    }

    private static Order Draw(Place place, int number, Random chance)
    {
        // The bad ones in turn: no run is without one of them because of its seed.
        var behaviour = chance.NextDouble() < GoodShare ? Behaviour.Good : Bad[number % Bad.Length];
        var intervention = chance.NextDouble() < InterventionShare ? Interventions[chance.Next(Interventions.Length)] : Intervention.None;
        var after = TimeSpan.FromMilliseconds(chance.Next(LatestInterventionMilliseconds));
        return new Order(place, $"{(behaviour == Behaviour.Good ? 1 : 2)}.{number + 1}.0", behaviour, intervention, after);
    }
}
