namespace Slipway.Core.Notices;

/// <summary>What is wrong with a template.</summary>
/// <param name="Line">Within the template, from 1.</param>
public sealed record TemplateFault(int Line, string Message);
