namespace Slipway.Adapters.Tests.Integrations.Notices;

/// <summary>A request as it came.</summary>
internal sealed record Received(string Method, string Path, string Body, IReadOnlyDictionary<string, string> Headers);
