using System.Text.Json;
using Slipway.Core.Engine;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Events;

namespace Slipway.Core.Notices;

/// <summary>A transition of a rollout as others are told of it. Its JSON is what the outbox keeps and what webhooks send.</summary>
public sealed record NoticeBody
{
    /// <summary>The event's type: <c>rollout.promoted</c>.</summary>
    public required string Topic { get; init; }

    /// <summary>The rollout's id.</summary>
    public required string Rollout { get; init; }

    /// <summary>The event's number within the rollout; rises from notice to notice, with gaps.</summary>
    public required int Sequence { get; init; }

    public required string App { get; init; }

    public required string Environment { get; init; }

    public required string Version { get; init; }

    /// <summary>What ran before; null at the first deployment.</summary>
    public string? FromVersion { get; init; }

    /// <summary><c>deploy</c>, <c>rollback</c> or <c>switch</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The rollout's phase after it: <c>rolling-back</c>.</summary>
    public required string Phase { get; init; }

    /// <summary>Who caused it: a person, <c>engine</c>, <c>alertmanager</c>.</summary>
    public required string Who { get; init; }

    public required DateTimeOffset When { get; init; }

    /// <summary>What happened, for people.</summary>
    public required string Sentence { get; init; }

    /// <summary>Why: what a person gave as reason, or what the rollout is taken back for; null when nobody said.</summary>
    public string? Reason { get; init; }

    /// <param name="after">The rollout after <paramref name="e"/>.</param>
    public static NoticeBody Of(RolloutState after, RolloutEvent e, string who, DateTimeOffset when) => new()
    {
        Topic = EventCodec.NameOf(e),
        Rollout = after.Id,
        Sequence = after.Version,
        App = after.Plan.Environment.App,
        Environment = after.Plan.Environment.Environment,
        Version = after.Plan.Release.Version.ToString(),
        FromVersion = after.Plan.From?.Version.ToString(),
        Kind = after.Plan.Kind.ToString().ToLowerInvariant(),
        Phase = Commands.Word(after.Phase),
        Who = who,
        When = when,
        Sentence = Sentences.Of(e, after.Plan),
        Reason = e switch
        {
            RolloutPaused paused => paused.Reason,
            RolloutPlanned planned => planned.Reason,
            _ => after.Cause?.Sentence ?? after.Reason,
        },
    };

    public string ToJson() => JsonSerializer.Serialize(this, NoticeJson.Default.NoticeBody);

    /// <exception cref="JsonException">It is none.</exception>
    public static NoticeBody Read(string json) =>
        JsonSerializer.Deserialize(json, NoticeJson.Default.NoticeBody) ?? throw new JsonException("The notice is empty");
}
