namespace Slipway.Contracts.Views;

/// <summary>What the verdicts of a rollout rest on: enough to judge it again.</summary>
/// <param name="Events">All of the rollout's events, oldest first.</param>
/// <param name="Samples">What was measured while it was judged, oldest first. Those of an ended rollout are removed after some time: see the server's retention.</param>
public sealed record EvidenceView(IReadOnlyList<EventView> Events, IReadOnlyList<SampleView> Samples);
