namespace Slipway.Core.Gates.Windows;

/// <summary>Why a text is no schedule.</summary>
/// <param name="Field">Which of the five fields, <c>day of month</c>; empty for the schedule as a whole.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">What to write instead.</param>
public sealed record CronFault(string Field, string Message, string Remedy);
