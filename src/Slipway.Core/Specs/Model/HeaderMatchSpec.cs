namespace Slipway.Core.Specs.Model;

/// <summary>A request header and the value that it must have exactly; the name's case does not matter.</summary>
public sealed record HeaderMatchSpec(string Header, string Value);
