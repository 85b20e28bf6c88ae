namespace Slipway.Testing.Simulation.Plans;

/// <summary>What people and alerts say.</summary>
public enum OperationKind
{
    Deploy,

    /// <summary>And take back what is under way.</summary>
    DeployOver,
    Rollback,

    /// <summary>To a version by name.</summary>
    RollbackTo,
    Switch,
    Pause,
    Resume,
    Promote,
    PromoteFull,
    Abort,
    Retry,
    TakeBack,
    Alert,

    // What is said to gates is drawn where there are some: <see cref="GateDraw"/>.
    Approve,
    Withdraw,
    Reject,
}
