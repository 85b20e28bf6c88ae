namespace Slipway.Bench;

/// <summary>A benchmark or the demo cannot go on. The message says why, for people.</summary>
public sealed class BenchFailedException(string message) : Exception(message);
