namespace Slipway.Server.Hosting;

/// <summary>What the API is served with over TLS.</summary>
/// <param name="Certificate">Absolute path of a PEM file: the certificate, and those between it and the root.</param>
/// <param name="Key">Absolute path of a PEM file: its private key, without a password.</param>
public sealed record TlsFiles(string Certificate, string Key);
