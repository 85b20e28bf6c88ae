namespace Slipway.Core.Import;

/// <summary>Something in a manifest that has no equal in the spec, or not quite.</summary>
/// <param name="File">The file that it is in.</param>
/// <param name="Line">Counted from 1.</param>
/// <param name="Path">Of the field in its object: <c>spec.strategy.canary.steps[1].pause</c>.</param>
/// <param name="Says">The field's value, or what kind of value it has.</param>
/// <param name="Here">What Slipway does in place of it, or why it has nothing.</param>
/// <param name="Decide">What a person has to decide or do; null: nothing.</param>
/// <param name="Key">The key of the spec that it concerns: <c>environments.production.strategy</c>.</param>
public sealed record ImportNote(string File, int Line, string Path, string Says, string Here, string? Decide, string Key);
