namespace Slipway.Core.Specs.Yaml;

/// <summary>A key with its value.</summary>
internal sealed record MapEntry(ScalarNode Key, SpecNode Value);
