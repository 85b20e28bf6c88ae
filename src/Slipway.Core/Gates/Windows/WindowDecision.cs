namespace Slipway.Core.Gates.Windows;

/// <summary>Whether windows let a rollout run at an instant, and when that changes.</summary>
/// <param name="Allowed">The answer at that instant.</param>
/// <param name="Reason">One sentence that names the window which decides.</param>
/// <param name="NextOpen">The first later instant at which the answer turns from no to yes; null when it does not within <see cref="HorizonYears"/> years.</param>
/// <param name="NextClose">The first later instant at which it turns from yes to no; null as above.</param>
public sealed record WindowDecision(bool Allowed, string Reason, DateTimeOffset? NextOpen, DateTimeOffset? NextClose)
{
    /// <summary>How far into the future changes are looked for: a schedule of 29 February may be silent for eight years.</summary>
    public const int HorizonYears = 9;
}
