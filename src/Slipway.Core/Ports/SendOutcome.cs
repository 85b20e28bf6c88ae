namespace Slipway.Core.Ports;

/// <summary>How a try to send a notice ended.</summary>
public abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    /// <summary>The other side has it.</summary>
    public sealed record Delivered : SendOutcome;

    /// <summary>Not now, or nobody knows: to be tried again.</summary>
    /// <param name="Error">Why; without secrets.</param>
    /// <param name="After">Not before that time has passed, as the other side says; null when it says nothing.</param>
    public sealed record Again(string Error, TimeSpan? After = null) : SendOutcome;

    /// <summary>It would be refused as often as it is tried.</summary>
    /// <param name="Error">Why; without secrets.</param>
    public sealed record Refused(string Error) : SendOutcome;
}
