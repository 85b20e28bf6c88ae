namespace Slipway.Core.Simulation;

public sealed record Exposure(long Requests, long Errors);
