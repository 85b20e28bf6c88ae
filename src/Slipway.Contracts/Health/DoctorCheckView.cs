namespace Slipway.Contracts.Health;

/// <summary>One thing that <c>doctor</c> looked at.</summary>
/// <param name="Name">A word or two: <c>sqlite</c>, <c>clock</c>.</param>
/// <param name="Detail">What was found.</param>
/// <param name="Remedy">What to do; null when it is ok.</param>
public sealed record DoctorCheckView(string Name, DoctorStatus Status, string Detail, string? Remedy);
