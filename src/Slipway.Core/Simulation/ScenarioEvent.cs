namespace Slipway.Core.Simulation;

/// <summary>Something that happens at a time after the start. Exactly one of the happenings is set.</summary>
public sealed record ScenarioEvent
{
    public TimeSpan At { get; init; }

    /// <summary>The engine dies and is started again.</summary>
    public bool Crash { get; init; }

    /// <summary>The router neither takes nor tells anything …</summary>
    public bool RouterUnavailable { get; init; }

    /// <summary>… for so long.</summary>
    public TimeSpan For { get; init; } = TimeSpan.FromSeconds(10);

    public bool Pause { get; init; }

    public bool Resume { get; init; }

    public bool Promote { get; init; }

    public bool Abort { get; init; }

    /// <summary>The severity of an alert; only <c>critical</c> does anything.</summary>
    public string? Alert { get; init; }

    /// <summary>Who pauses, resumes, promotes or aborts.</summary>
    public string As { get; init; } = "operator";
}
