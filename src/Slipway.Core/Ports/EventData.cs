namespace Slipway.Core.Ports;

/// <summary>An event as it is stored: its type's name and its JSON.</summary>
public sealed record EventData(string Type, string Json);
