using System.Text.Json;

namespace Slipway.Contracts.Views;

/// <summary>Something that happened, as it stands in the record.</summary>
public sealed record EventView
{
    /// <summary>Place in the whole record, from 1.</summary>
    public required long Position { get; init; }

    /// <summary>The stream that it belongs to.</summary>
    public required string Stream { get; init; }

    /// <summary>The rollout that it is about; null when it is about none.</summary>
    public string? Rollout { get; init; }

    public required string Type { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Who: a person's name, <c>engine</c>, <c>alertmanager</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>From where: channel, address, the credential's name, as <c>cli 10.0.0.5 token ci-bot</c>; null when that is not known.</summary>
    public string? Origin { get; init; }

    /// <summary>One sentence.</summary>
    public required string Text { get; init; }

    /// <summary>The event's own members.</summary>
    public required JsonElement Data { get; init; }
}
