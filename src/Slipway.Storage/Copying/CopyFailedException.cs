namespace Slipway.Storage.Copying;

/// <summary>A store was not copied, or not wholly: why, and what to do.</summary>
public sealed class CopyFailedException(string message) : Exception(message);
