namespace Slipway.Core.Rollouts;

/// <summary>What a person or an alert asks of a rollout.</summary>
public abstract record Command
{
    private Command()
    {
    }

    public sealed record Pause(string? Reason) : Command;

    public sealed record Resume : Command;

    /// <param name="Full">Skip all further observation too.</param>
    public sealed record Promote(bool Full, string? Reason) : Command;

    /// <summary>Go on although the error budget burns. Needs a reason.</summary>
    public sealed record OverrideBudget(string? Reason) : Command;

    public sealed record Abort(string By, string? Reason) : Command;

    public sealed record Retry : Command;

    public sealed record Supersede(string By) : Command;

    public sealed record Alert(string Name, string Summary) : Command;

    /// <summary>Back to what was stable before, at once, while its side is still warm.</summary>
    public sealed record TakeBack(string By, string? Reason) : Command;

    /// <summary>A newer rollout needs the side that is kept warm.</summary>
    public sealed record EndKeepWarm(string By) : Command;
}
