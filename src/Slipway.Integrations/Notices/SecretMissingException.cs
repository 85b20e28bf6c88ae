namespace Slipway.Integrations.Notices;

/// <summary>A secret is not where the file says. The message says where that is.</summary>
public sealed class SecretMissingException(string message) : Exception(message);
