namespace Slipway.Testing.Simulation.Plans;

/// <summary>Something that is to happen in a trial. A trial is the list of them: what is left out of it changes nothing else.</summary>
public abstract record Happening
{
    /// <summary>Since the start of the trial. Not before.</summary>
    public required TimeSpan At { get; init; }

    public required string App { get; init; }

    /// <summary>Then it waits until a rollout of the app is at such a step (see <see cref="StepKinds"/>); null: it does not wait.</summary>
    public string? Step { get; init; }

    /// <summary>So long after that.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Number of the server that is asked or suffers, from 0; null: the one that drives the rollout, or any.</summary>
    public int? Server { get; init; }

    /// <summary>Stands for a choice: of a version, a rollout, a side. 0 or more.</summary>
    public int Pick { get; init; }

    /// <summary>Where and when, in words.</summary>
    protected string When =>
        $"from {At:hh\\:mm\\:ss\\.f}{(Step is null ? "" : $" at the next {Step} of {App}")}{(Delay > TimeSpan.Zero ? $" and {Delay.TotalSeconds:0.0} s" : "")}"
        + (Server is { } server ? $", server {server}" : "");
}
