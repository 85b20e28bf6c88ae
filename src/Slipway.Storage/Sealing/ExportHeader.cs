using Slipway.Core.Values;

namespace Slipway.Storage.Sealing;

/// <summary>A part of the record: all events in a row.</summary>
/// <param name="After">The first event comes after this position.</param>
/// <param name="Previous">Hash of the event there, which the first one follows.</param>
/// <param name="Through">Position of the last event.</param>
/// <param name="Made">When, as the clock of the machine had it.</param>
/// <param name="Program">Of which version.</param>
public sealed record ExportHeader(long After, Digest Previous, long Through, DateTimeOffset Made, string Program);
