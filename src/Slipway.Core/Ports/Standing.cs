namespace Slipway.Core.Ports;

/// <summary>How the work stands for one server.</summary>
/// <param name="Servers">Living servers, itself included.</param>
/// <param name="Live">Live rollouts in the store.</param>
/// <param name="Held">Those of them whose lease it holds.</param>
public sealed record Standing(int Servers, int Live, int Held);
