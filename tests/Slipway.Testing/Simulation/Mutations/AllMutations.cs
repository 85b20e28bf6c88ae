namespace Slipway.Testing.Simulation.Mutations;

/// <summary>The list of deliberate mistakes: machine, engine's reading, store, leases, adapters.</summary>
public static class AllMutations
{
    public static IReadOnlyList<Mutation> List { get; } =
    [
        new StopsBeforeTheTrafficIsGone(),
        new StopsBeforeItHasDrained(),
        new ShiftsWithoutLookingAgain(),
        new ShiftsBeforeReadiness(),
        new TakesUnknownForDone(),
        new ForgetsTimersAtRestart(),
        new RollsBackWithoutLooking(),
        new GoesOnWithoutVerdict(),
        new IgnoresPauses(),
        new IgnoresAlerts(),
        new IgnoresVerdicts(),
        new ObservesTooShort(),
        new KeepsNothingWarm(),
        new SkipsAnEvent(),
        new TrustsOldWeights(),
        new TrustsOldInstances(),
        new ChangesKeysAtRetry(),
        new StoreWithoutFence(),
        new AdapterWithoutFence(),
        new AdapterTakesOvertakenOrders(),
        new AppendsWithoutVersion(),
        new NoticesApart(),
        new TwoRolloutsAtOnce(),
        new KeepsLeasesUnrenewed(),
        new ShiftsWhileTheBudgetBurns(),
        new PassesApprovals(),
        new ForgetsGatesOnTheWay(),
    ];
}
