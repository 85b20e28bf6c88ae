using Slipway.Core.Git.Events;
using Slipway.Core.Ports;

namespace Slipway.Core.Engine.Git;

/// <summary>
/// What opening a rollout means for the repository that asks for it: both are recorded in one transaction.
/// So of a commit comes one rollout, whoever is killed in between, and however many servers look.
/// </summary>
/// <param name="Version">The stream's, as it was decided upon.</param>
/// <param name="Tried">But for the rollout, whose id is not known yet.</param>
public sealed record GitTicket(string Repository, int Version, GitTried Tried)
{
    public StreamAppend With(string rollout) => new(Streams.OfGit(Repository), Version, [EventCodec.Encode(Tried with { Rollout = rollout })]);
}
