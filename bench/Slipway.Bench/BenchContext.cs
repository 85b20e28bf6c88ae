using Spectre.Console;

namespace Slipway.Bench;

/// <summary>What every benchmark needs of the world.</summary>
/// <param name="Root">The repository's folder, absolute.</param>
/// <param name="Runs">How often to repeat; null: as often as the benchmark thinks right.</param>
public sealed record BenchContext(string Root, int? Runs, TimeProvider Time, IAnsiConsole Console);
