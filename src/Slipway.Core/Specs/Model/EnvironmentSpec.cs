namespace Slipway.Core.Specs.Model;

/// <summary>A place where the app runs, with its rules.</summary>
public sealed record EnvironmentSpec
{
    public required string Name { get; init; }

    public required TargetSpec Target { get; init; }

    /// <summary>Null where no requests are routed (a worker): then only <see cref="RollingSpec"/> is possible.</summary>
    public TrafficSpec? Traffic { get; init; }

    public required StrategySpec Strategy { get; init; }

    /// <summary>Each of them alone can roll back. Empty: only the hot trigger judges.</summary>
    public IReadOnlyList<JudgeSpec> Analysis { get; init; } = [];

    /// <summary>Null when the spec says <c>hotTrigger: off</c>.</summary>
    public HotTriggerSpec? HotTrigger { get; init; } = new();

    /// <summary>Null: no error budget is kept, and none holds a rollout.</summary>
    public SloSpec? Slo { get; init; }

    /// <summary>Null: a release may come from anywhere.</summary>
    public PromotionSpec? Promotion { get; init; }

    /// <summary>Null: a release need not say what it was built from.</summary>
    public OriginSpec? Origin { get; init; }

    public IReadOnlyList<GateSpec> Gates { get; init; } = [];

    /// <summary>Empty: rollouts may run at any time.</summary>
    public IReadOnlyList<WindowSpec> Windows { get; init; } = [];

    /// <summary>Null: nothing has to be ticked off.</summary>
    public ChecklistSpec? Checklist { get; init; }

    public IReadOnlyList<CheckSpec> Checks { get; init; } = [];
}
