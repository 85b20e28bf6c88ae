namespace Slipway.Testing.Simulation.Plans;

/// <summary>What can go wrong. Where each can strike is in <see cref="FaultKinds"/>.</summary>
public enum FaultKind
{
    /// <summary>The server dies with the order written and not sent.</summary>
    CrashBeforeEffect,

    /// <summary>The order is carried out, and the server dies before it hears so.</summary>
    CrashAfterEffect,

    /// <summary>The order does not arrive, and the sender knows.</summary>
    OrderFails,

    /// <summary>The order does not arrive, and nobody knows whether it did.</summary>
    OrderLost,

    /// <summary>The order is carried out, and nobody knows whether it was.</summary>
    ReplyLost,

    /// <summary>The order is carried out at once, the answer takes its time.</summary>
    ReplySlow,

    /// <summary>The order takes its time on the way: longer, at times, than the sender waits.</summary>
    OrderLate,

    /// <summary>The order is carried out, and arrives a second time later.</summary>
    OrderTwice,

    /// <summary>The server stands still between its record of the order and the order: long enough, at times, to lose its leases.</summary>
    PauseBeforeEffect,

    /// <summary>The router takes an order for weights, and they come into force late.</summary>
    RouterLate,

    /// <summary>The router has taken an order for weights, and shows the old ones for a while.</summary>
    RouterStale,

    /// <summary>The server dies with the event decided and not written.</summary>
    CrashBeforeAppend,

    /// <summary>The event is written, and the server dies before it hears so.</summary>
    CrashAfterAppend,

    /// <summary>The database does not take it.</summary>
    AppendRefused,

    /// <summary>The database takes it and reports a failure.</summary>
    AppendReplyLost,

    /// <summary>The database takes it, the answer takes its time.</summary>
    AppendSlow,

    /// <summary>The server stands still between its decision and the write.</summary>
    PauseBeforeAppend,

    /// <summary>The server dies.</summary>
    ServerCrashes,

    /// <summary>The server stands still while time goes on, and goes on as if nothing had been.</summary>
    ServerPauses,

    /// <summary>The server does not reach the database.</summary>
    ServerCutOff,

    /// <summary>The server's clock jumps ahead.</summary>
    ClockAhead,

    /// <summary>The server's clock jumps back.</summary>
    ClockBack,

    /// <summary>An instance ends by itself, or all of a side, and starts again.</summary>
    InstanceDies,

    /// <summary>The router neither takes nor tells anything.</summary>
    RouterRefuses,

    /// <summary>The target neither takes nor tells anything.</summary>
    TargetRefuses,

    /// <summary>Nothing can be read from the metrics.</summary>
    MetricsMissing,

    /// <summary>The metrics show no request, so that every rate is not a number.</summary>
    MetricsEmpty,

    /// <summary>The counters begin at 0 again.</summary>
    MetricsReset,
}
