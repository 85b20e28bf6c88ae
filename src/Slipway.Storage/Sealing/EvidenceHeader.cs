using Slipway.Core.Values;

namespace Slipway.Storage.Sealing;

/// <summary>One rollout: its events, its environment's from its begin to its end, what it was judged by, and checkpoints that cover them.</summary>
/// <param name="Events">Of the rollout's own stream, without a gap from its first.</param>
/// <param name="EnvironmentEvents">Of its environment's stream.</param>
/// <param name="Samples">Measurements that were still there.</param>
/// <param name="PlanDigest">What an approval approved.</param>
/// <param name="Made">When, as the clock of the machine had it.</param>
/// <param name="Program">Of which version.</param>
public sealed record EvidenceHeader(
    string Rollout, EnvironmentKey Environment, Digest PlanDigest, int Events, int EnvironmentEvents, int Samples, DateTimeOffset Made, string Program);
